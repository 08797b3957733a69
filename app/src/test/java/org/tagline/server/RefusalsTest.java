package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused requests: status, problem detail, and no repetition of submitted content. */
class RefusalsTest {
  private static final String SECRET = "zanzibar";

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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                            | text",
        "{\"text\":\"  \"}                             | text",
        "{\"text\":7}                                  | text",
        "{\"text\":\"zanzibar\",\"evidence\":\"many\"} | evidence",
        "{\"text\":\"zanzibar\",\"evidence\":21}       | evidence",
        "{\"text\":\"zanzibar\",\"tagger\":\"zanzibar\"} | tagger",
        "{\"text\":\"zanzibar\",\"evidenceFor\":\"zanzibar\"} | evidenceFor",
      })
  void anInvalidFieldIsNamed(String body, String field) throws Exception {
    HttpResponse<String> response = server.post("/api/predict", body);
    JsonNode problem = problem(response, 422);
    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @Test
  void anUnknownFieldIsRefusedAndNotRepeated() throws Exception {
    problem(server.post("/api/predict", "{\"text\":\"a\",\"zanzibar\":1}"), 422);
  }

  @Test
  void malformedJsonIsRefused() throws Exception {
    problem(server.post("/api/predict", "{\"text\":\"zanzibar"), 400);
    problem(server.post("/api/predict", "[\"zanzibar\"]"), 400);
    problem(server.post("/api/predict", "{\"text\":\"a\"} zanzibar"), 400);
  }

  @Test
  void anotherMediaTypeIsRefused() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at("/api/predict"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("zanzibar"));
    problem(server.send(request), 415);
  }

  @Test
  void moreThanAMegabyteIsRefused() throws Exception {
    String text = "zanzibar ".repeat(120_000);
    problem(server.post("/api/predict", "{\"text\":\"" + text + "\"}"), 413);
    HttpRequest.Builder file =
        HttpRequest.newBuilder(server.at("/api/predict/file"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(text));
    problem(server.send(file), 413);
  }

  @Test
  void unknownAddressesAreNotFound() throws Exception {
    problem(server.get("/zanzibar"), 404);
    problem(server.get("/api/films/zanzibar"), 404);
    problem(server.get("/api/flags/zanzibar"), 404);
    problem(server.get("/page/zanzibar.js"), 404);
    problem(server.get("/page/..%2fopenapi.json"), 404);
  }

  @Test
  void anotherMethodIsNotAllowed() throws Exception {
    problem(server.get("/api/predict"), 405);
  }

  @Test
  void theLogContainsNoSubmittedContent() throws Exception {
    server.post("/api/predict", "{\"text\":\"zanzibar\"}");
    server.get("/api/films?q=zanzibar");
    assertThat(server.log.toString()).contains("POST /api/predict 200").doesNotContain(SECRET);
  }

  @Test
  void everyResponseHasSecurityHeaders() throws Exception {
    for (String path : new String[] {"/", "/api/tags", "/zanzibar"}) {
      assertThat(server.get(path).headers().map())
          .as(path)
          .containsKeys("content-security-policy", "x-content-type-options", "referrer-policy")
          .doesNotContainKey("server");
    }
  }

  @Test
  void requestsFromPagesOfOtherServersAreRefused() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at("/api/tags")).header("Origin", "http://evil.example");
    problem(server.send(request), 403);
  }

  @Test
  void anUnknownHostNameIsRefused() throws Exception {
    assertThat(raw("GET /api/tags HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        "GET /api/%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: many\r\n\r\n"
      })
  void malformedHttpIsAProblemToo(String request) throws Exception {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "\"status\" : 400")
        .doesNotContain("html", "etty", "passwd");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void requestsWithoutTheTokenAreRefused() throws Exception {
    String token = "0123456789abcdef0123";
    ServerOptions open = ServerOptions.local(SmallHome.path(), 0);
    ServerOptions options =
        new ServerOptions(
            open.home(),
            "127.0.0.1",
            0,
            token,
            8,
            open.longestWait(),
            open.deadline(),
            open.stopping());
    try (RunningServer guarded = new RunningServer(folder.resolve("guarded"), options, null)) {
      problem(guarded.get("/api/tags"), 401);
      problem(guarded.get("/metrics"), 401);
      HttpResponse<String> former = guarded.get("/api/movies/3");
      problem(former, 401);
      assertThat(former.headers().firstValue("Location")).isEmpty();
      assertThat(guarded.get("/").statusCode()).isEqualTo(200);
      assertThat(guarded.get("/readyz").statusCode()).isEqualTo(200);
      HttpRequest.Builder bearing =
          HttpRequest.newBuilder(guarded.at("/api/tags"))
              .header("Authorization", "Bearer " + token);
      assertThat(guarded.send(bearing).statusCode()).isEqualTo(200);
      HttpRequest.Builder wrong =
          HttpRequest.newBuilder(guarded.at("/api/tags"))
              .header("Authorization", "Bearer " + token + "0");
      problem(guarded.send(wrong), 401);
    }
  }

  @Test
  void listeningBeyondLoopbackNeedsAToken() {
    ServerOptions open = ServerOptions.local(folder, 0);
    assertThatThrownBy(
            () ->
                new ServerOptions(
                    folder,
                    "0.0.0.0",
                    0,
                    null,
                    8,
                    open.longestWait(),
                    Duration.ofSeconds(1),
                    open.stopping()))
        .hasMessageContaining("TAGLINE_TOKEN");
  }

  private static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = RunningServer.json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(response.body()).doesNotContain(SECRET).doesNotContain("Exception");
    return problem;
  }
}
