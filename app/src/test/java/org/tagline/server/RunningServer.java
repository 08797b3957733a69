package org.tagline.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;

/** A server on a free port over a copy of {@link SmallHome}, with a client. */
final class RunningServer implements AutoCloseable {
  final StringWriter log = new StringWriter();
  final Catalogue catalogue;
  final TaglineServer server;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  RunningServer(Path folder) throws IOException {
    this(folder, ServerOptions.local(SmallHome.path(), 0), null);
  }

  /**
   * Starts a server.
   *
   * @param folder the folder of the test's own catalogue
   * @param database a PostgreSQL URL, or null for a copy of the embedded catalogue
   */
  RunningServer(Path folder, ServerOptions options, @Nullable String database) throws IOException {
    this(folder, SmallHome.path(), options, database, List.of("first", "second"));
  }

  /** Starts a server for another home's taggers, over a copy of its catalogue. */
  RunningServer(Path folder, Path home, List<String> taggers) throws IOException {
    this(folder, home, ServerOptions.local(home, 0), null, taggers);
  }

  /** Starts a server for the small home's taggers over an empty catalogue. */
  static RunningServer withEmptyCatalogue(Path folder) throws IOException {
    return new RunningServer(
        folder,
        SmallHome.path(),
        ServerOptions.local(SmallHome.path(), 0),
        null,
        List.of("first", "second"),
        false);
  }

  private RunningServer(
      Path folder,
      Path home,
      ServerOptions options,
      @Nullable String database,
      List<String> taggers)
      throws IOException {
    this(folder, home, options, database, taggers, database == null);
  }

  private RunningServer(
      Path folder,
      Path home,
      ServerOptions options,
      @Nullable String database,
      List<String> taggers,
      boolean films)
      throws IOException {
    Files.createDirectories(folder);
    if (films) {
      Files.copy(home.resolve("catalogue.db"), folder.resolve("catalogue.db"));
    }
    catalogue = Catalogue.open(folder, database);
    server = new TaglineServer(options, catalogue, new PrintWriter(log));
    server.start(taggers);
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(at(path)));
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Connects a client from an address of this machine, such as 127.0.0.2. */
  PredictionClient client(String from) throws IOException {
    return new PredictionClient(from, server.port());
  }

  /** Returns a value of the metrics, or 0 if it is missing. */
  int metric(String name) throws Exception {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToInt(line -> Integer.parseInt(line.substring(name.length() + 1)))
        .sum();
  }

  /** Waits until a number of texts are being computed. */
  void untilComputing(int texts) throws Exception {
    while (metric("tagline_computing_texts") != texts) {
      Thread.sleep(20);
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  static String quoted(String text) throws IOException {
    return new ObjectMapper().writeValueAsString(text);
  }

  @Override
  public void close() {
    server.close();
    catalogue.close();
  }
}
