package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.cli.Run;

/** Tests comparisons over HTTP. */
class ComparisonsApiTest {
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

  @Test
  void theListEqualsTheOutputOfTheCommand() throws Exception {
    assertThat(server.get("/api/comparisons").body()).isEqualTo(compare("--list"));
  }

  @Test
  void aComparisonEqualsTheOutputOfTheCommand() throws Exception {
    assertThat(server.get("/api/comparisons/1").body()).isEqualTo(compare("--show", 1));
  }

  @Test
  void aPreferenceWorksAsInTheCommand() throws Exception {
    HttpResponse<String> speed = server.get("/api/comparisons/1?prefer=speed");
    assertThat(speed.body()).isEqualTo(compare("--show", 1, "--prefer", "speed"));
    assertThat(speed.body()).isNotEqualTo(server.get("/api/comparisons/1").body());
  }

  @Test
  void aComparisonWithoutAFinishedRunIsListedOnly() throws Exception {
    try (RunningServer other = new RunningServer(folder.resolve("begun"))) {
      long begun =
          other
              .catalogue
              .comparisons()
              .begin("another", other.catalogue.comparisons().all().get(0).settings());
      JsonNode first = RunningServer.json(other.get("/api/comparisons")).at("/comparisons/0");
      assertThat(first.get("id").asLong()).isEqualTo(begun);
      assertThat(first.get("runs").asInt()).isZero();
      assertThat(first.get("winner").isNull()).isTrue();
      HttpResponse<String> shown = other.get("/api/comparisons/" + begun);
      assertThat(shown.statusCode()).isEqualTo(404);
      assertThat(shown.body()).contains("No run of this comparison has finished yet.");
    }
  }

  private static String compare(Object... arguments) {
    Object[] all = new Object[arguments.length + 4];
    all[0] = "compare";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--json";
    all[arguments.length + 2] = "--home";
    all[arguments.length + 3] = SmallHome.path();
    return Run.tagline(all).out();
  }
}
