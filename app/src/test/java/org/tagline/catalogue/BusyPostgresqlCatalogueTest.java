package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyPostgresqlCatalogueTest extends BusyCatalogueContract {
  private String url = "";

  @Override
  Catalogue open() throws IOException {
    if (url.isEmpty()) {
      url = TestPostgres.newDatabase();
    }
    return Catalogue.open(folder, url);
  }

  /** Takes an import's locks, and the strongest lock on all tables that lets others read. */
  @Override
  Connection hold() throws SQLException {
    Connection connection = holdFilms();
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table flag, comparison, comparison_run in exclusive mode");
    }
    return connection;
  }

  private Connection holdFilms() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(7246153)");
      statement.execute("lock table import, film, film_tag in exclusive mode");
      writeLikeAnImport(statement);
    }
    return connection;
  }

  @Test
  void flagsAndComparisonsAreWrittenDuringAnImport() throws Exception {
    try (Catalogue catalogue = open();
        Connection importing = holdFilms()) {
      Flag.Report report =
          new Flag.Report(null, "", "Nobody comes.", "first", List.of(), List.of("sea"), "", "");
      Flag flag = catalogue.flags().add(report);
      assertThat(catalogue.flags().review(flag.id(), Flag.State.ACCEPTED, null, "")).isPresent();
      assertThat(catalogue.comparisons().begin("other", "{}")).isEqualTo(2);
      assertThat(importing.isClosed()).isFalse();
    }
  }
}
