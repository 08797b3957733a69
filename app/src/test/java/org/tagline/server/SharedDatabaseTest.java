package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.cli.Run;
import org.tagline.cli.TinyBaseFolder;

/** Runs two servers on one PostgreSQL database. */
class SharedDatabaseTest {
  @TempDir Path folder;

  @Test
  void serversThatStartAtOnceShareFilmsAndFlags() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      ServerOptions options = ServerOptions.local(SmallHome.path(), 0);
      ExecutorService both = Executors.newFixedThreadPool(2);
      Callable<RunningServer> start =
          () -> new RunningServer(folder.resolve("unused"), options, url);
      Future<RunningServer> starting = both.submit(start);
      try (RunningServer one = both.submit(start).get();
          RunningServer other = starting.get()) {
        Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 20);
        assertThat(Run.tagline("import", films, "--database", url).status()).isZero();
        one.post(
            "/api/flags",
            "{\"movie\":\"3\",\"tagger\":\"first\",\"predicted\":[],\"correct\":[\"cult\"]}");
        assertThat(RunningServer.json(other.get("/api/flags")).at("/flags/0/title").asText())
            .isEqualTo("Film 3");
        assertThat(RunningServer.json(other.get("/api/films?q=judge")).get("total").asInt())
            .isEqualTo(7);
      } finally {
        both.shutdown();
      }
    }
  }
}
