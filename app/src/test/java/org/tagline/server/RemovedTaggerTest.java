package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a server goes on serving taggers whose folders are removed. */
class RemovedTaggerTest {
  @TempDir Path folder;

  @Test
  void everyOperationAnswersAsBefore() throws Exception {
    Path home = copy(SmallHome.path(), folder.resolve("home"));
    List<String> paths =
        List.of(
            "/api/taggers",
            "/api/taggers/first",
            "/api/taggers/first/card",
            "/api/taggers/second/card",
            "/api/films/0",
            "/api/comparisons",
            "/api/comparisons/1");
    try (RunningServer server =
        new RunningServer(folder.resolve("catalogue"), home, List.of("first", "second"))) {
      List<String> before = bodies(server, paths);
      delete(home);
      assertThat(bodies(server, paths)).isEqualTo(before);
      assertThat(server.post("/api/predict", "{\"text\":\"A ghost.\"}").statusCode())
          .isEqualTo(200);
      while (left(server, "/api/missing?films=all") > 0 || left(server, "/api/diff") > 0) {
        Thread.sleep(20);
      }
      for (String operation : server.server.operations().toList()) {
        if (operation.startsWith("GET ")) {
          String path = operation.substring(4).replace("{name}", "first").replace("{id}", "1");
          assertThat(server.get(path).statusCode()).as(path).isLessThan(500);
        }
      }
      assertThat(server.log.toString()).doesNotContain("error ");
    }
  }

  private static int left(RunningServer server, String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return RunningServer.json(response).get("toRead").asInt(1);
  }

  private static List<String> bodies(RunningServer server, List<String> paths) throws Exception {
    List<String> bodies = new java.util.ArrayList<>();
    for (String path : paths) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      bodies.add(response.body());
    }
    return bodies;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
