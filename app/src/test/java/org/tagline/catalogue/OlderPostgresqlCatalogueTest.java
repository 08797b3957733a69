package org.tagline.catalogue;

import java.io.IOException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.tagline.catalogue.database.Dialect;

class OlderPostgresqlCatalogueTest extends OlderCatalogueContract {
  private String url = "";

  @Override
  DataSource emptyDatabase() throws IOException {
    url = TestPostgres.newDatabase();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  @Override
  Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  Catalogue open() throws IOException {
    return Catalogue.open(folder.resolve("unused"), url);
  }

  @Override
  String namesWithMovie() {
    return """
    select count(*) from (
      select relname as name from pg_class
      union all select attname from pg_attribute join pg_class on attrelid = pg_class.oid
        where relkind = 'r'
      union all select conname from pg_constraint
      union all select typname from pg_type
    ) names where name like '%movie%'
    """;
  }
}
