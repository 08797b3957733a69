package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.catalogue.database.Dialect;

class PostgresqlCatalogueTest extends CatalogueContract {
  private String url = "";

  @Override
  Catalogue open() throws IOException {
    if (url.isEmpty()) {
      url = TestPostgres.newDatabase();
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
    String shared = TestPostgres.newDatabase();
    TestPostgres.execute(shared, "create table customer (name text)");
    try (Catalogue opened = Catalogue.open(folder, shared)) {
      assertThat(opened.count()).isZero();
    }
    TestPostgres.execute(shared, "insert into customer values ('still here')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"movie", "film"})
  void aForeignTableWithOneOfOurNamesIsNotTouched(String name) throws IOException, SQLException {
    String taken = TestPostgres.newDatabase();
    TestPostgres.execute(taken, "create table " + name + " (name text)");
    assertThatThrownBy(() -> Catalogue.open(folder, taken))
        .hasStackTraceContaining("relation \"" + name + "\" already exists");
    TestPostgres.execute(taken, "insert into " + name + " values ('still here')");
    assertThatThrownBy(() -> TestPostgres.execute(taken, "select * from import"))
        .hasMessageContaining("relation \"import\" does not exist");
  }
}
