package org.tagline.server;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.tagline.server.http.SharedBody;

/** Serves the page's files from the jar. Thread-safe. */
final class Assets {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*\\.(js|css|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "html", "text/html; charset=utf-8",
          "json", "application/json");

  /** Accepts gzip, unless with a weight of 0. */
  private static final Pattern GZIP =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

  private record File(byte[] bytes, byte[] gzipped) {}

  private final ConcurrentMap<String, File> files = new ConcurrentHashMap<>();

  void index(Context context) {
    send(context, "page/index.html");
  }

  void file(Context context) {
    String name = context.pathParam("name");
    if (!NAME.matcher(name).matches()) {
      throw HttpProblem.of(404, "No such file.");
    }
    send(
        context,
        switch (name) {
          case "chart.js" -> "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";
          case "charts.js" -> "/org/tagline/render/charts.js";
          default -> "page/" + name;
        });
  }

  void description(Context context) {
    send(context, "openapi.json");
  }

  /** Sends bytes that all clients share, so that slow ones hold no copies. */
  private void send(Context context, String resource) {
    File file = files.computeIfAbsent(resource, Assets::read);
    String accepted = context.header("Accept-Encoding");
    boolean gzip = accepted != null && GZIP.matcher(accepted).find();
    if (gzip) {
      context.header("Content-Encoding", "gzip");
    }
    context
        .header("Vary", "Accept-Encoding")
        .header("Cache-Control", "no-cache")
        .contentType(
            TYPES.getOrDefault(
                resource.substring(resource.lastIndexOf('.') + 1), "application/octet-stream"))
        .attribute(
            SharedBody.class.getName(), new SharedBody(gzip ? file.gzipped() : file.bytes()));
  }

  private static File read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw HttpProblem.of(404, "No such file.");
      }
      byte[] bytes = in.readAllBytes();
      ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(gzipped)) {
        out.write(bytes);
      }
      return new File(bytes, gzipped.toByteArray());
    } catch (IOException e) {
      throw HttpProblem.of(404, "No such file.");
    }
  }
}
