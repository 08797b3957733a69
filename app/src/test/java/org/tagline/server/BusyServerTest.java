package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Comparisons;
import org.tagline.cli.Run;
import org.tagline.cli.TinyBaseFolder;

/**
 * Calls every route while another connection is in the middle of a write transaction: each {@code
 * GET} is answered, and each write gets status 503 with {@code Retry-After}.
 */
class BusyServerTest {
  private static final String FLAG =
      "{\"text\":\"Nobody comes.\",\"tagger\":\"first\",\"predicted\":[],\"correct\":[\"sea\"]}";

  @TempDir Path folder;

  @Test
  void everyRouteAnswersDuringAnImportIntoSqlite() throws Exception {
    try (RunningServer server = new RunningServer(folder);
        Connection writer = DriverManager.getConnection("jdbc:sqlite:" + folder + "/catalogue.db");
        Statement statement = writer.createStatement()) {
      server.post("/api/flags", FLAG);
      statement.execute("begin immediate");
      statement.execute("update film set title = 'changed'");
      everyRouteAnswers(List.of(server), folder, null);
    }
  }

  @Test
  void everyRouteOfTwoServersAnswersDuringAnImportIntoPostgresql() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      ServerOptions options = ServerOptions.local(SmallHome.path(), 0);
      try (RunningServer one = new RunningServer(folder.resolve("one"), options, url);
          RunningServer other = new RunningServer(folder.resolve("other"), options, url);
          Connection writer = DriverManager.getConnection(url);
          Statement statement = writer.createStatement()) {
        Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 20);
        assertThat(Run.tagline("import", films, "--database", url).status()).isZero();
        copyComparison(one.catalogue);
        one.post("/api/flags", FLAG);
        writer.setAutoCommit(false);
        statement.execute("select pg_advisory_xact_lock(7246153)");
        statement.execute(
            "lock table import, film, film_tag, flag, comparison, comparison_run"
                + " in exclusive mode");
        statement.execute("update film set title = 'changed'");
        everyRouteAnswers(List.of(one, other), folder.resolve("home"), url);
      }
    }
  }

  @Test
  void aDatabaseThatIsGoneIsUnavailable() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    try (RunningServer server =
        new RunningServer(folder, ServerOptions.local(SmallHome.path(), 0), url)) {
      assertThat(server.get("/api/films").statusCode()).isEqualTo(200);
      postgres.close();
      unavailable(server.get("/api/films"));
      assertThat(server.log.toString()).doesNotContain("\tat ");
    }
  }

  /** Copies the small home's comparison. */
  private static void copyComparison(Catalogue catalogue) throws IOException {
    try (Catalogue small = Catalogue.open(SmallHome.path(), null)) {
      Comparisons.Stored stored = small.comparisons().all().get(0);
      long id = catalogue.comparisons().begin("print", stored.settings());
      small.comparisons().runs(stored.id()).forEach(run -> catalogue.comparisons().add(id, run));
      catalogue.comparisons().finish(id, String.valueOf(stored.result()));
    }
  }

  private void everyRouteAnswers(List<RunningServer> servers, Path home, @Nullable String url)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<HttpResponse<String>>> writes = new ArrayList<>();
      for (RunningServer server : servers) {
        for (int i = 0; i < 2; i++) {
          String path = i % 2 == 0 ? "/api/flags" : "/api/flags/1/review";
          String body = i % 2 == 0 ? FLAG : "{\"state\":\"accepted\"}";
          writes.add(threads.submit(() -> server.post(path, body)));
        }
      }
      Future<Run> importing = threads.submit(() -> importing(home, url));
      for (RunningServer server : servers) {
        JsonNode description = RunningServer.json(server.get("/openapi.json"));
        for (String operation : server.server.operations().toList()) {
          if (operation.startsWith("GET ")) {
            answers(server, operation.substring(4), description);
          }
        }
      }
      reading(home, url);
      Run busy = importing.get();
      assertThat(busy.status()).isEqualTo(1);
      assertThat(busy.err())
          .isEqualTo(
              "tagline: Another process is writing to the catalogue; wait for it to finish and try"
                  + " again.\n");
      for (Future<HttpResponse<String>> write : writes) {
        unavailable(write.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void answers(RunningServer server, String path, JsonNode description)
      throws Exception {
    String example = path.replace("{id}", "1").replace("/page/{name}", "/page/app.js");
    for (JsonNode parameter : description.path("paths").path(path).path("get").path("parameters")) {
      if (parameter.get("in").asText().equals("path")) {
        String name = "{" + parameter.get("name").asText() + "}";
        example = example.replace(name, parameter.get("example").asText());
      }
    }
    HttpResponse<String> response = server.get(example);
    // The profile and the audits are computed in the background at the first call.
    while (response.statusCode() == 503 && response.body().contains("being computed")) {
      Thread.sleep(50);
      response = server.get(example);
    }
    assertThat(response.statusCode())
        .as("%s: %s", path, response.body())
        .isEqualTo(path.startsWith("/api/movies") ? 308 : 200);
  }

  private static void unavailable(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(Problems.TYPE);
    assertThat(response.headers().firstValue("Retry-After").orElse("")).matches("[1-9][0-9]*");
  }

  private static void reading(Path home, @Nullable String url) {
    assertThat(tagline(home, url, "explore").err()).isEmpty();
    assertThat(tagline(home, url, "flags").out()).contains("Nobody comes.");
    assertThat(tagline(home, url, "compare", "--list").status()).isZero();
  }

  private Run importing(Path home, @Nullable String url) throws IOException {
    Path films = Files.writeString(folder.resolve("more.csv"), "id,text\n900,A ship sails.\n");
    return tagline(home, url, "import", films);
  }

  private static Run tagline(Path home, @Nullable String url, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home));
    if (url != null) {
      all.addAll(List.of("--database", url));
    }
    return Run.tagline(all.toArray());
  }
}
