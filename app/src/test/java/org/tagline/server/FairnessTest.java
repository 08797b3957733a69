package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.cli.Run;
import org.tagline.cli.TinyBaseFolder;

/** Tests that the texts of one client leave a part of the server to others. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FairnessTest {
  /** A text of 984 kB, which takes half a minute with evidence. */
  static final String LONG = "A ghost haunts the old house. ".repeat(32_800);

  private static final int WORKERS = Runtime.getRuntime().availableProcessors();
  private static final int SHORT_TEXTS = 10;
  private static final String PREDICTED = "tagline_predictions_total{tagger=\"first\"}";

  @TempDir Path folder;

  @Test
  void longTextsOnAllWorkersDelayNoOtherClient() throws Exception {
    List<PredictionClient> greedy = new ArrayList<>();
    try (RunningServer server = new RunningServer(folder.resolve("catalogue"))) {
      for (int i = 0; i < WORKERS; i++) {
        greedy.add(server.client("127.0.0.1").send(LONG, 3));
      }
      server.untilComputing(WORKERS);
      for (String address : new String[] {"127.0.0.2", "127.0.0.3"}) {
        for (int i = 0; i < SHORT_TEXTS; i++) {
          try (PredictionClient client = server.client(address)) {
            assertThat(client.send(SmallHome.GHOST, 3).finalStatus()).isEqualTo(200);
          }
        }
      }
      assertThat(server.metric("tagline_computing_texts")).isEqualTo(WORKERS);
      assertThat(server.metric(PREDICTED)).isEqualTo(2 * SHORT_TEXTS);
      for (PredictionClient client : greedy) {
        client.close();
      }
      server.untilComputing(0);
      assertThat(server.metric(PREDICTED)).isEqualTo(2 * SHORT_TEXTS);
    }
  }

  @Test
  void anIdleWorkerTakesTheShortTextsOfTheSameClient() throws Exception {
    assumeTrue(WORKERS > 1, "a single worker is not idle");
    try (RunningServer server = new RunningServer(folder.resolve("catalogue"));
        PredictionClient greedy = server.client("127.0.0.1").send(LONG, 3)) {
      server.untilComputing(1);
      for (int i = 0; i < SHORT_TEXTS; i++) {
        try (PredictionClient client = server.client("127.0.0.1")) {
          assertThat(client.send(SmallHome.GHOST, 3).finalStatus()).isEqualTo(200);
        }
      }
      assertThat(server.metric("tagline_computing_texts")).isEqualTo(1);
    }
  }

  @Test
  void aFreshServerKnowsThatALinearTaggerIsFast() throws Exception {
    Path home = folder.resolve("home");
    Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
    assertThat(Run.tagline("import", films, "--home", home).status()).isZero();
    assertThat(Run.tagline("train", "--as", "words", "--base", "linear", "--home", home).status())
        .isZero();
    String body = "{\"text\":" + RunningServer.quoted(LONG.substring(0, 60_000)) + "}";
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try (RunningServer server =
        new RunningServer(folder.resolve("catalogue"), home, List.of("words"))) {
      List<Future<HttpResponse<String>>> responses = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        responses.add(clients.submit(() -> server.post("/api/predict", body)));
      }
      for (Future<HttpResponse<String>> response : responses) {
        assertThat(response.get().statusCode()).isEqualTo(200);
      }
    } finally {
      clients.shutdown();
    }
  }
}
