package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
      String name = "films" + databases++;
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IOException(e);
      }
      url = server.getJdbcUrl("postgres", name);
    }
    return Catalogue.open(folder.resolve("unused"), url);
  }

  @Test
  void nothingIsWrittenUnderTheHome() {
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  void userAndPasswordComeFromTheUrlElseFromTheEnvironment() {
    Map<String, String> environment = Map.of("PGUSER", "ann", "PGPASSWORD", "secret");
    HikariConfig fromEnvironment = Engine.shared("jdbc:postgresql://h/d", environment);
    assertThat(fromEnvironment.getDataSourceProperties())
        .containsEntry("user", "ann")
        .containsEntry("password", "secret");
    HikariConfig fromUrl = Engine.shared("jdbc:postgresql://h/d?user=bob&password=x", environment);
    assertThat(fromUrl.getDataSourceProperties()).doesNotContainKeys("user", "password");
  }

  @Test
  void aServerThatIsNotThereIsADatabaseProblem() {
    assertThatThrownBy(() -> Catalogue.open(folder, "jdbc:postgresql://localhost:1/films"))
        .hasStackTraceContaining("Connection to localhost:1 refused");
  }
}
