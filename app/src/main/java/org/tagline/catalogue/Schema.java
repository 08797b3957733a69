package org.tagline.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Creates and migrates the tables. */
final class Schema {
  private Schema() {}

  /** Opens the embedded catalogue under {@code home} and migrates its tables. */
  static synchronized DataSource openEmbedded(Path home) throws IOException {
    Files.createDirectories(home);
    Path file = home.resolve("catalogue.db");
    // Two processes must not create the tables at the same time, and SQLite has no lock for that.
    // A file lock excludes other processes only, so this method is synchronized as well.
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("catalogue.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      migrate(Dialect.embedded(file, TransactionMode.DEFERRED), Dialect.SQLITE);
    }
    return Dialect.embedded(file, TransactionMode.IMMEDIATE);
  }

  /**
   * Migrates the tables to this version and leaves all other tables alone.
   *
   * @throws IllegalArgumentException if another version of Tagline wrote them
   */
  static void migrate(DataSource source, Dialect dialect) {
    try {
      migrations(source, dialect).load().migrate();
    } catch (FlywayValidateException e) {
      throw new IllegalArgumentException(
          "another version of Tagline wrote the catalogue's tables; update Tagline and try again",
          e);
    }
  }

  /** Returns the migrations to the newest version; all pending ones share one transaction. */
  static FluentConfiguration migrations(DataSource source, Dialect dialect) {
    return Flyway.configure()
        .dataSource(source)
        .locations(dialect.migrations())
        .placeholders(dialect.placeholders())
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .ignoreMigrationPatterns(new String[0])
        .group(true);
  }
}
