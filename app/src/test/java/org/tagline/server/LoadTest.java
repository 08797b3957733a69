package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.cli.Main;

/** Tests a server under overload, and stopping it meanwhile. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LoadTest {
  private static final int CLIENTS = 24;
  private static final String LONG =
      "{\"text\":\"" + "A ghost haunts the old house. ".repeat(300) + "\"}";

  @TempDir Path folder;

  @Test
  void excessRequestsGetRetryAfterAndTheOthersSucceed() throws Exception {
    ServerOptions open = ServerOptions.local(SmallHome.path(), 0);
    ServerOptions narrow =
        new ServerOptions(
            open.home(),
            open.host(),
            0,
            null,
            4,
            Duration.ofSeconds(5),
            open.deadline(),
            open.stopping());
    try (RunningServer server = new RunningServer(folder.resolve("catalogue"), narrow, null)) {
      List<HttpResponse<String>> responses = atOnce(server, 3);
      assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(200, 429);
      assertThat(responses)
          .filteredOn(response -> response.statusCode() == 429)
          .allSatisfy(
              response -> assertThat(response.headers().firstValue("Retry-After")).isPresent());
      assertThat(server.get("/metrics").body())
          .contains("route=\"/api/predict\",status=\"429\"")
          .contains("tagline_waiting_texts 0");
    }
  }

  @Test
  void aRequestThatTakesTooLongFails() throws Exception {
    ServerOptions open = ServerOptions.local(SmallHome.path(), 0);
    ServerOptions hasty =
        new ServerOptions(
            open.home(),
            open.host(),
            0,
            null,
            64,
            Duration.ofMinutes(1),
            Duration.ofMillis(1),
            open.stopping());
    try (RunningServer server = new RunningServer(folder.resolve("catalogue"), hasty, null)) {
      HttpResponse<String> response = server.post("/api/predict", LONG);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void aSignalToStopWaitsForAcceptedRequests() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "first",
                "--port",
                "0",
                "--home",
                SmallHome.path().toString())
            .redirectError(folder.resolve("log").toFile())
            .start();
    try (var out = process.inputReader()) {
      String line = out.readLine();
      assertThat(line).startsWith("Serving first on http://127.0.0.1:");
      RemoteServer server = new RemoteServer(line.substring(line.lastIndexOf("http")));
      ExecutorService clients = Executors.newFixedThreadPool(6);
      List<Future<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        statuses.add(clients.submit(() -> server.predict(LONG)));
      }
      server.untilWaiting(2);
      process.destroy();
      List<Integer> answered = new ArrayList<>();
      for (Future<Integer> status : statuses) {
        answered.add(status.get(30, TimeUnit.SECONDS));
      }
      assertThat(answered).contains(200).isSubsetOf(200, 429);
      assertThat(process.waitFor(25, TimeUnit.SECONDS)).isTrue();
      clients.shutdown();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<HttpResponse<String>> atOnce(RunningServer server, int each)
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < CLIENTS * each; i++) {
        waiting.add(clients.submit(() -> server.post("/api/predict", LONG)));
      }
      List<HttpResponse<String>> responses = new ArrayList<>();
      for (Future<HttpResponse<String>> one : waiting) {
        responses.add(one.get());
      }
      return responses;
    } finally {
      clients.shutdownNow();
    }
  }
}
