package org.tagline.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

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

  private final ConcurrentMap<String, byte[]> files = new ConcurrentHashMap<>();

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

  private void send(Context context, String resource) {
    byte[] bytes = files.computeIfAbsent(resource, Assets::read);
    context
        .header("Cache-Control", "no-cache")
        .result(bytes)
        .contentType(
            TYPES.getOrDefault(
                resource.substring(resource.lastIndexOf('.') + 1), "application/octet-stream"));
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw HttpProblem.of(404, "No such file.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw HttpProblem.of(404, "No such file.");
    }
  }
}
