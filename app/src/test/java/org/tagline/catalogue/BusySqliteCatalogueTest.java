package org.tagline.catalogue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

class BusySqliteCatalogueTest extends BusyCatalogueContract {
  @Override
  Catalogue open() throws IOException {
    return Catalogue.open(folder.resolve("home"), null);
  }

  @Override
  Connection hold() throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/catalogue.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      writeLikeAnImport(statement);
    }
    return connection;
  }
}
