package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the redirects from the former paths of the catalogue. */
class FilmsApiTest {
  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new RunningServer(folder.resolve("catalogue"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/movies,                        /api/films",
    "/api/movies?q=old%20house&page=2,   /api/films?q=old%20house&page=2",
    "/api/movies/3,                      /api/films/3",
    "/api/movies/3?tagger=second,        /api/films/3?tagger=second",
    "/api/movies/a%20b%3Fc%C3%A9,        /api/films/a%20b%3Fc%C3%A9",
    "/api/movies/%0d%0aSet-Cookie:a,     /api/films/%0D%0ASet-Cookie%3Aa",
  })
  void aFormerPathRedirects(String former, String now) throws Exception {
    HttpResponse<String> response = server.get(former);
    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(response.headers().firstValue("Location")).contains(now);
  }

  @Test
  void theRedirectLeadsToTheSameFilm() throws Exception {
    URI former = server.at("/api/movies/3?tagger=second");
    String location =
        server.send(HttpRequest.newBuilder(former)).headers().firstValue("Location").orElseThrow();
    HttpResponse<String> film = server.send(HttpRequest.newBuilder(former.resolve(location)));
    assertThat(film.statusCode()).isEqualTo(200);
    assertThat(film.body()).isEqualTo(server.get("/api/films/3?tagger=second").body());
    assertThat(RunningServer.json(film).get("id").asText()).isEqualTo("3");
  }

  @Test
  void aFormerPathRefusesOtherMethods() throws Exception {
    assertThat(server.post("/api/movies", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void aFormerPathIsGuarded() throws Exception {
    HttpRequest.Builder other =
        HttpRequest.newBuilder(server.at("/api/movies/3")).header("Origin", "http://evil.example");
    HttpResponse<String> response = server.send(other);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Location")).isEmpty();
  }
}
