package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.catalogue.database.Dialect;

class PostgresqlCatalogueTest extends CatalogueContract {
  private static EmbeddedPostgres server;
  private static int databases;

  private String url = "";

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  Catalogue open() throws IOException {
    if (url.isEmpty()) {
      try {
        url = database("films" + databases++);
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
    return Catalogue.open(folder.resolve("unused"), url);
  }

  @Test
  void nothingIsWrittenToTheHome() {
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  void userAndPasswordComeFromTheUrlOrTheEnvironment() {
    Map<String, String> environment = Map.of("PGUSER", "ann", "PGPASSWORD", "secret");
    HikariConfig fromEnvironment = Dialect.shared("jdbc:postgresql://h/d", environment);
    assertThat(fromEnvironment.getDataSourceProperties())
        .containsEntry("user", "ann")
        .containsEntry("password", "secret");
    HikariConfig fromUrl = Dialect.shared("jdbc:postgresql://h/d?user=bob&password=x", environment);
    assertThat(fromUrl.getDataSourceProperties()).doesNotContainKeys("user", "password");
  }

  @Test
  void aMissingServerIsADatabaseError() {
    assertThatThrownBy(() -> Catalogue.open(folder, "jdbc:postgresql://localhost:1/films"))
        .hasStackTraceContaining("Connection to localhost:1 refused");
  }

  @Test
  void foreignTablesInTheDatabaseAreLeftAlone() throws IOException, SQLException {
    String shared = database("shared");
    execute(shared, "create table customer (name text)");
    try (Catalogue opened = Catalogue.open(folder, shared)) {
      assertThat(opened.count()).isZero();
    }
    execute(shared, "insert into customer values ('still here')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"movie", "film"})
  void aForeignTableWithOneOfOurNamesIsNotTouched(String name) throws SQLException {
    String taken = database("taken_" + name);
    execute(taken, "create table " + name + " (name text)");
    assertThatThrownBy(() -> Catalogue.open(folder, taken))
        .hasStackTraceContaining("relation \"" + name + "\" already exists");
    execute(taken, "insert into " + name + " values ('still here')");
    assertThatThrownBy(() -> execute(taken, "select * from import"))
        .hasMessageContaining("relation \"import\" does not exist");
  }

  private static String database(String name) throws SQLException {
    execute(server.getJdbcUrl("postgres", "postgres"), "create database " + name);
    return server.getJdbcUrl("postgres", name);
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
