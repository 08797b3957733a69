package org.tagline.benchmarks.kills;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes homes whose catalogue is embedded or in a PostgreSQL server of its own. */
final class KillStore implements AutoCloseable {
  private final Path folder;
  private final @Nullable EmbeddedPostgres server;
  private int homes;

  private KillStore(Path folder, @Nullable EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  static KillStore embedded(Path folder) {
    return new KillStore(folder, null);
  }

  static KillStore postgresql(Path folder) throws IOException {
    return new KillStore(folder, EmbeddedPostgres.builder().start());
  }

  /**
   * A home directory and its catalogue.
   *
   * @param path the folder
   * @param url the database, or null for the embedded catalogue
   */
  record Home(Path path, @Nullable String url) {

    /** Returns the options that name this home on a command line. */
    List<String> options() {
      return url == null
          ? List.of("--home", path.toString())
          : List.of("--home", path.toString(), "--database", url);
    }

    /** Returns the path of a file beside the catalogue. */
    Path file(String name) {
      return path.resolve(name);
    }
  }

  /** Returns the name in the report. */
  String name() {
    return server == null ? "SQLite" : "PostgreSQL";
  }

  /** Creates an empty home. */
  Home create() throws IOException {
    int number = homes++;
    Path path = Files.createDirectories(folder.resolve("home" + number));
    if (server == null) {
      return new Home(path, null);
    }
    String database = "kills" + number;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database);
    } catch (SQLException e) {
      throw new IOException("cannot create a database", e);
    }
    return new Home(path, server.getJdbcUrl("postgres", database));
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
