package org.tagline.catalogue.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's database. Reads and writes have connections of their own, so that a read never
 * waits for a write: neither for its locks nor for its connection. Every wait ends after some
 * seconds with a {@link DatabaseBusyException}. Thread-safe.
 */
public abstract class Database implements AutoCloseable {
  static final Duration READ_WAIT = Duration.ofSeconds(5);
  static final Duration WRITE_WAIT = Duration.ofSeconds(10);

  private final Dialect dialect;
  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final Jdbi reading;
  final Jdbi writing;

  Database(Dialect dialect, HikariConfig readers, HikariConfig writers) {
    this.dialect = dialect;
    this.readers = pool("readers", readers, READ_WAIT);
    this.writers = pool("writers", writers, WRITE_WAIT);
    this.reading = Jdbi.create(this.readers);
    this.writing = Jdbi.create(this.writers);
  }

  /**
   * Opens the embedded or a shared database, and creates or migrates its tables.
   *
   * @param home the folder of the embedded database; created if missing
   * @param jdbcUrl a PostgreSQL URL, or null for the embedded database
   * @throws IOException if the folder cannot be created
   * @throws IllegalArgumentException if the URL is not a PostgreSQL URL
   * @throws DatabaseBusyException if another process is still migrating the tables
   */
  public static Database open(Path home, @Nullable String jdbcUrl) throws IOException {
    try {
      return jdbcUrl == null ? EmbeddedDatabase.open(home) : SharedDatabase.open(jdbcUrl);
    } catch (RuntimeException e) {
      throw DatabaseBusyException.translate(e);
    }
  }

  /** Returns the SQL that differs between the databases. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Reads in one transaction, which sees one state of the database and cannot write.
   *
   * @throws DatabaseBusyException if the database does not answer in time
   */
  public <R> R read(HandleCallback<R, RuntimeException> callback) {
    try {
      return reading.inTransaction(callback);
    } catch (RuntimeException e) {
      throw DatabaseBusyException.translate(e);
    }
  }

  /**
   * Writes in one transaction, which is durable when this returns.
   *
   * @throws DatabaseBusyException if another writer does not finish in time
   */
  public <R> R write(HandleCallback<R, RuntimeException> callback) {
    try {
      return writing.inTransaction(callback);
    } catch (RuntimeException e) {
      throw DatabaseBusyException.translate(e);
    }
  }

  /** Writes in one transaction without a result. */
  public void useWrite(HandleConsumer<RuntimeException> consumer) {
    write(consumer.asCallback());
  }

  /**
   * Takes a lock that one process at a time can hold. It is released when it is closed or when the
   * process ends, however it ends.
   *
   * @param name the name of the lock, such as {@code import}
   * @return the lock, or null if another process or thread holds it
   * @throws IOException if the file system has no locks
   */
  public abstract @Nullable DatabaseLock tryLock(String name) throws IOException;

  /** Returns the time since which a lock is held, or null if it is unknown. */
  public abstract @Nullable Instant heldSince(String name) throws IOException;

  /**
   * Waits for a lock.
   *
   * @param wait the longest wait
   * @param listener called once if the lock is not free, with the time since which it is held or
   *     null
   * @return the lock, or null if it was not free in time
   */
  public @Nullable DatabaseLock lock(
      String name, Duration wait, Consumer<@Nullable Instant> listener) throws IOException {
    DatabaseLock lock = tryLock(name);
    if (lock != null) {
      return lock;
    }
    listener.accept(heldSince(name));
    Deadline deadline = new Deadline(wait);
    while (lock == null && deadline.pause()) {
      lock = tryLock(name);
    }
    return lock;
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }

  private static HikariDataSource pool(String name, HikariConfig config, Duration wait) {
    config.setPoolName(name);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(wait.toMillis());
    config.setValidationTimeout(wait.toMillis() / 2);
    return new HikariDataSource(config);
  }
}
