package org.tagline.catalogue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.tagline.catalogue.database.Dialect;

class OlderPostgresqlCatalogueTest extends OlderCatalogueContract {
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
  DataSource emptyDatabase() throws SQLException {
    String name = "older" + databases++;
    url = server.getJdbcUrl("postgres", name);
    PostgresqlCatalogueTest.execute(
        server.getJdbcUrl("postgres", "postgres"), "create database " + name);
    return server.getDatabase("postgres", name, Map.of());
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
