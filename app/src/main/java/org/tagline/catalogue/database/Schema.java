package org.tagline.catalogue.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Creates and migrates the tables. */
public final class Schema {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Schema() {}

  /** Migrates the tables of the embedded catalogue in a file, which is created if missing. */
  static void migrateEmbedded(Path file) throws IOException {
    // Two processes must not create the tables at the same time, and SQLite has no lock for that.
    Path lockFile = file.resolveSibling("catalogue.lock");
    try (FileLocks.Held lock = lock(lockFile)) {
      migrate(Dialect.embedded(file, TransactionMode.DEFERRED), Dialect.SQLITE);
    }
  }

  private static FileLocks.Held lock(Path file) throws IOException {
    Deadline deadline = new Deadline(PATIENCE);
    while (true) {
      FileLocks.Held lock = FileLocks.take(file, "migration");
      if (lock != null) {
        return lock;
      }
      if (!deadline.pause()) {
        throw new DatabaseBusyException(
            "another process is creating or updating the catalogue's tables; wait for it to finish"
                + " and try again",
            null);
      }
    }
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
  public static FluentConfiguration migrations(DataSource source, Dialect dialect) {
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
