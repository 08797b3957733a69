package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tagline.catalogue.database.Dialect;

class SqliteCatalogueTest extends CatalogueContract {
  @Override
  Catalogue open() throws IOException {
    return Catalogue.open(folder.resolve("a home, ünusual"), null);
  }

  @Test
  void theWholeCatalogueIsUnderItsHome() throws IOException {
    assertThat(folder.resolve("a home, ünusual/catalogue.db")).exists();
  }

  @Test
  void commitsAreDurableWhenTheyReturn() throws SQLException {
    try (Connection connection =
            Dialect.embedded(
                    folder.resolve("a home, ünusual/catalogue.db"),
                    org.sqlite.SQLiteConfig.TransactionMode.IMMEDIATE)
                .getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(single(statement, "pragma journal_mode")).isEqualTo("wal");
      assertThat(single(statement, "pragma synchronous")).isEqualTo("2");
    }
  }

  @Test
  void concurrentFirstOpeningsCreateOneCatalogue() throws Exception {
    Path home = folder.resolve("new");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Long> task =
          () -> {
            try (Catalogue opened = Catalogue.open(home, null)) {
              return opened.count();
            }
          };
      for (Future<Long> count : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(count.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDamagedFileIsADatabaseError() throws IOException {
    Path home = Files.createDirectories(folder.resolve("damaged"));
    Files.writeString(home.resolve("catalogue.db"), "not a database at all".repeat(100));
    assertThatThrownBy(() -> Catalogue.open(home, null)).hasRootCauseInstanceOf(SQLException.class);
  }

  @Test
  void aHomeThatIsAFileIsRefused() throws IOException {
    Path home = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> Catalogue.open(home, null)).isInstanceOf(IOException.class);
  }

  @Test
  void aUrlOfAnotherDatabaseIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> Catalogue.open(folder, "jdbc:mysql://root:secret@localhost/films"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theDatabaseStaysConsistent() throws IOException, SQLException {
    importText("id,text,tags\n1,one,a|b\n2,two,c\n");
    importText("id,text,tags\n1,uno,b\n2,two,c\n");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("a home, ünusual/catalogue.db"));
        Statement statement = connection.createStatement()) {
      assertThat(single(statement, "pragma integrity_check")).isEqualTo("ok");
      assertThat(single(statement, "select count(*) from film_tag")).isEqualTo("2");
      assertThat(single(statement, "select count(*) from import where finished_at is not null"))
          .isEqualTo("2");
    }
  }

  @Test
  void tablesOfANewerVersionAreNotTouched() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("a home, ünusual/catalogue.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into flyway_schema_history select 99, '99', 'later', type, 'V99__later.sql',"
              + " checksum, installed_by, installed_on, execution_time, success"
              + " from flyway_schema_history where version = '1'");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another version of Tagline");
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
