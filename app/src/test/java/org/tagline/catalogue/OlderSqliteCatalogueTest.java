package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.tagline.catalogue.database.Dialect;

class OlderSqliteCatalogueTest extends OlderCatalogueContract {
  @Override
  DataSource emptyDatabase() {
    return Dialect.embedded(folder.resolve("catalogue.db"), TransactionMode.DEFERRED);
  }

  @Override
  Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  Catalogue open() throws IOException {
    return Catalogue.open(folder, null);
  }

  @Override
  String namesWithMovie() {
    return "select count(*) from sqlite_master where name || coalesce(sql, '') like '%movie%'";
  }

  @Test
  void theMigratedFileIsConsistent() throws IOException, SQLException {
    open().close();
    assertThat(number("select count(*) from pragma_integrity_check where integrity_check <> 'ok'"))
        .isZero();
    assertThat(number("select count(*) from pragma_foreign_key_check")).isZero();
    execute("insert into film_search (film_search, rank) values ('integrity-check', 1)");
  }
}
