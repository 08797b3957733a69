package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends requests whose methods and paths are all different: metrics and log stay bounded. */
class FloodTest {
  private static final int REQUESTS = Integer.getInteger("tagline.flood", 3_000);
  private static final int LONGEST_LINE = 320;

  @TempDir Path folder;

  @Test
  void whatClientsChooseIsNeitherALabelNorLoggedWhole() throws Exception {
    Random random = new Random(7);
    long began = System.nanoTime();
    String[] methods = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"};
    try (RunningServer server = new RunningServer(folder.resolve("catalogue"));
        RawClient client = new RawClient(server.server.port())) {
      long before = sets(server);
      for (int i = 0; i < REQUESTS; i++) {
        String word = Long.toString(random.nextLong(), 36).replace("-", "") + "x".repeat(i % 900);
        String method = i % 2 == 0 ? "M" + word : methods[i % methods.length];
        client.send(method, i % 3 == 0 ? "/api/tags" : "/" + word + "%0a%1b[31m", "X-A: " + word);
      }
      // One set for each known method, and few statuses.
      assertThat(sets(server) - before).isLessThan(30);
      long seconds = 2 + (System.nanoTime() - began) / 1_000_000_000;
      String log = server.log.toString();
      assertThat(log.lines()).allMatch(line -> line.length() <= LONGEST_LINE);
      assertThat(log.lines()).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
      assertThat(log.length()).isLessThan(REQUESTS * 100);
      assertThat(log.lines().filter(line -> !line.contains(" 200 ")).count())
          .isLessThan(60 * seconds);
    }
  }

  private static long sets(RunningServer server) throws Exception {
    String metrics = server.get("/metrics").body();
    assertThat(metrics.lines()).allMatch(line -> line.length() < LONGEST_LINE);
    return metrics.lines().filter(line -> line.startsWith("tagline_requests_total")).count();
  }
}
