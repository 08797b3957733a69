package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.cli.Run;
import org.tagline.cli.TinyBaseFolder;

/**
 * Compares the bytes that the command line and several concurrent clients get for the same films.
 * {@code -Dtagline.bytes.home=HOME -Dtagline.bytes.tagger=NAME -Dtagline.bytes.films=CSV} tests
 * another tagger with the first 500 films of a file.
 */
class SameBytesTest {
  private static final int CLIENTS = 6;
  private static final int MOST = 500;

  @TempDir Path folder;

  @Test
  void concurrentClientsGetTheBytesOfTheCommandLine() throws Exception {
    String given = System.getProperty("tagline.bytes.films");
    Path films =
        given == null ? TinyBaseFolder.films(folder.resolve("films.csv"), 60) : Path.of(given);
    String home = System.getProperty("tagline.bytes.home", SmallHome.path().toString());
    String tagger = System.getProperty("tagline.bytes.tagger", "first");
    Run run = Run.tagline("predict", tagger, "--csv", films, "--json", "--home", home);
    assertThat(run.status()).as(run.err()).isZero();
    List<String> expected = new ArrayList<>();
    for (JsonNode one : run.json().get("predictions")) {
      ((ObjectNode) one).remove(List.of("id", "title"));
      expected.add(withoutTime(one.toPrettyString()));
    }
    List<String> texts = texts(films);
    assertThat(served(Path.of(home), tagger, texts))
        .hasSizeGreaterThanOrEqualTo(60)
        .isEqualTo(expected.subList(0, texts.size()));
  }

  private List<String> served(Path home, String tagger, List<String> texts) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    HttpClient http = HttpClient.newHttpClient();
    try (Catalogue catalogue = Catalogue.open(folder, null);
        TaglineServer server =
            new TaglineServer(
                ServerOptions.local(home, 0), catalogue, new PrintWriter(Writer.nullWriter()))) {
      server.start(List.of(tagger));
      URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/predict");
      List<Future<String>> responses = new ArrayList<>();
      for (String text : texts) {
        String body = "{\"evidence\":0,\"text\":" + RunningServer.quoted(text) + "}";
        responses.add(clients.submit(() -> withoutTime(predict(http, address, body))));
      }
      List<String> bodies = new ArrayList<>();
      for (Future<String> one : responses) {
        bodies.add(one.get());
      }
      return bodies;
    } finally {
      clients.shutdownNow();
    }
  }

  private static String predict(HttpClient http, URI address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static List<String> texts(Path films) throws IOException {
    List<String> texts = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(films)) {
      for (Entry entry = reader.next();
          entry != null && texts.size() < MOST;
          entry = reader.next()) {
        if (entry instanceof FilmRow film) {
          texts.add(film.text());
        }
      }
    }
    return texts;
  }

  private static String withoutTime(String json) {
    return json.strip().replaceAll("\"elapsedMillis\" : [0-9.E-]+", "");
  }
}
