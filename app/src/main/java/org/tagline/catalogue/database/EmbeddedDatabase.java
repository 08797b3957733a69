package org.tagline.catalogue.database;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * SQLite in a file of the home. In its write-ahead log, readers see the last commit and take no
 * lock that a writer needs. A write transaction takes SQLite's only write lock when it begins, so
 * one connection for writing is enough.
 */
final class EmbeddedDatabase extends Database {
  private static final int READERS = 4;

  private final Path home;

  private EmbeddedDatabase(Path home, Path file) {
    super(
        Dialect.SQLITE,
        config(Dialect.embedded(file, TransactionMode.DEFERRED, READ_WAIT), READERS, true),
        config(Dialect.embedded(file, TransactionMode.IMMEDIATE, WRITE_WAIT), 1, false));
    this.home = home;
  }

  static Database open(Path home) throws IOException {
    Files.createDirectories(home);
    SqliteLibrary.prepare(home);
    Path file = home.resolve("catalogue.db");
    Schema.migrateEmbedded(file);
    return new EmbeddedDatabase(home, file);
  }

  private static HikariConfig config(DataSource source, int connections, boolean readOnly) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    if (readOnly) {
      config.setConnectionInitSql("pragma query_only = true");
    }
    return config;
  }

  @Override
  public @Nullable DatabaseLock tryLock(String name) throws IOException {
    FileLocks.Held held = FileLocks.take(lockFile(name), name);
    return held == null ? null : new Lock(this, held);
  }

  @Override
  public @Nullable Instant heldSince(String name) throws IOException {
    return FileLocks.since(lockFile(name));
  }

  /** Returns the file for locks of a kind, such as {@code compare.lock} for {@code compare:3}. */
  private Path lockFile(String name) {
    return home.resolve(name.replaceFirst(":.*", "") + ".lock");
  }

  private record Lock(Database database, FileLocks.Held held) implements DatabaseLock {
    @Override
    public <R> R write(HandleCallback<R, RuntimeException> callback) {
      return database.write(callback);
    }

    @Override
    public void close() {
      held.close();
    }
  }
}
