package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that computations stop when nobody awaits their result any more, and only then. {@code
 * -Dtagline.closes=N} closes servers more often.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AbandonedTest {
  private static final int CLOSES = Integer.getInteger("tagline.closes", 2);

  /** A text that takes about a second with evidence. */
  private static final String SECOND = FairnessTest.LONG.substring(0, 50_000);

  @TempDir Path folder;

  @Test
  void theDeadlineStopsTheComputation() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(1), Duration.ofSeconds(20));
        PredictionClient client = server.client("127.0.0.1")) {
      assertThat(client.send(FairnessTest.LONG, 3).finalStatus()).isEqualTo(503);
      stopped(server);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theComputationOfAClientThatHasLeftStops(boolean reset) throws Exception {
    try (RunningServer server = server(Duration.ofMinutes(2), Duration.ofSeconds(20));
        PredictionClient client = server.client("127.0.0.1").send(FairnessTest.LONG, 3)) {
      server.untilComputing(1);
      if (reset) {
        client.reset();
      } else {
        client.close();
      }
      stopped(server);
      while (!server.log.toString().contains("POST /api/predict 499")) {
        Thread.sleep(20);
      }
      assertThat(server.log.toString()).doesNotContain("error ").doesNotContain("Exception");
    }
  }

  /** Waits until nothing is computed, and asserts that the text was not computed to its end. */
  private static void stopped(RunningServer server) throws Exception {
    server.untilComputing(0);
    assertThat(server.get("/metrics").body())
        .contains("tagline_waiting_texts 0\n")
        .doesNotContain("tagline_predictions_total{");
  }

  @Test
  void aClientThatHasShutDownItsOutputGetsItsAnswer() throws Exception {
    try (RunningServer server = server(Duration.ofMinutes(2), Duration.ofSeconds(20))) {
      try (PredictionClient client = server.client("127.0.0.1").send(SECOND, 3)) {
        client.shutdownOutput();
        List<Integer> statuses = new ArrayList<>(List.of(client.status()));
        while (statuses.get(statuses.size() - 1) < 200) {
          statuses.add(client.status());
        }
        assertThat(statuses).contains(102).endsWith(200);
      }
      try (PredictionClient client = server.client("127.0.0.1").send(SECOND, 3, "HTTP/1.0")) {
        client.shutdownOutput();
        assertThat(client.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aRequestThatIsSentDuringAnotherIsAnsweredAfterIt() throws Exception {
    try (RunningServer server = server(Duration.ofMinutes(2), Duration.ofSeconds(20));
        PredictionClient client = server.client("127.0.0.1").send(SECOND, 3)) {
      server.untilComputing(1);
      client.sendRaw("G");
      Thread.sleep(300);
      client.sendRaw("ET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      client.sendRaw("GET /none HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.status()).isEqualTo(404);
    }
  }

  @Test
  void aServerThatIsClosedStopsItsComputations() throws Exception {
    for (int round = 0; round < CLOSES; round++) {
      RunningServer server = server(Duration.ofMinutes(2), Duration.ofMillis(200));
      try (PredictionClient client = server.client("127.0.0.1").send(FairnessTest.LONG, 3);
          PredictionClient other = server.client("127.0.0.2").send(FairnessTest.LONG, 0)) {
        server.untilComputing(2);
        server.close();
        assertThat(statusOrClosed(client)).isEqualTo(503);
        assertThat(statusOrClosed(other)).isEqualTo(503);
        assertThat(server.log.toString()).doesNotContain("error ");
      }
    }
  }

  /** Returns a status, or 503 if the connection was closed, as a stopping server may do. */
  private static int statusOrClosed(PredictionClient client) {
    try {
      return client.finalStatus();
    } catch (IOException e) {
      return 503;
    }
  }

  @Test
  void anAuditGivesWayToPredictions() throws Exception {
    try (RunningServer server = server(Duration.ofMinutes(2), Duration.ofSeconds(20))) {
      try (PredictionClient client = server.client("127.0.0.1").send(FairnessTest.LONG, 3)) {
        server.untilComputing(1);
        for (int i = 0; i < 10; i++) {
          assertThat(read(server)).isZero();
          Thread.sleep(100);
        }
        assertThat(server.metric("tagline_computing_texts")).isEqualTo(1);
      }
      while (read(server) < 60) {
        Thread.sleep(20);
      }
    }
  }

  /** Returns the number of films that the audit has read. */
  private static int read(RunningServer server) throws Exception {
    return RunningServer.json(server.get("/api/missing")).get("read").asInt();
  }

  private RunningServer server(Duration deadline, Duration stopping) throws IOException {
    ServerOptions open = ServerOptions.local(SmallHome.path(), 0);
    ServerOptions options =
        new ServerOptions(
            open.home(),
            open.host(),
            0,
            null,
            open.queued(),
            open.longestWait(),
            deadline,
            stopping);
    return new RunningServer(folder.resolve("catalogue" + System.nanoTime()), options, null);
  }
}
