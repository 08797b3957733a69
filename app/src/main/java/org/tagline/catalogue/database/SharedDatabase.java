package org.tagline.catalogue.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database that several machines use. A lock is an advisory lock of a session that
 * also writes what the lock protects: if the connection is lost, both end together. Its time is in
 * the session's {@code application_name}, where administrators see it too.
 */
final class SharedDatabase extends Database {
  private static final int CONNECTIONS = 4;

  /** First half of the keys of all advisory locks; the second half is the name's hash. */
  private static final int LOCKS = 7_246_153;

  private static final String SINCE = "tagline lock since ";
  private static final Duration MIGRATION_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_READ = Duration.ofSeconds(60);
  private static final Duration LONGEST_WRITE = Duration.ofMinutes(5);

  private SharedDatabase(String url, Map<String, String> environment) {
    super(Dialect.POSTGRESQL, readers(url, environment), writers(url, environment));
  }

  static Database open(String url) {
    Map<String, String> environment = System.getenv();
    HikariConfig migration = Dialect.shared(url, environment);
    migration.setPoolName("migration");
    migration.setMaximumPoolSize(2);
    migration.setConnectionInitSql(limits(MIGRATION_WAIT, Duration.ZERO));
    try (HikariDataSource source = new HikariDataSource(migration)) {
      Schema.migrate(source, Dialect.POSTGRESQL);
    }
    return new SharedDatabase(url, environment);
  }

  private static HikariConfig readers(String url, Map<String, String> environment) {
    HikariConfig config = Dialect.shared(url, environment);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionInitSql(
        limits(READ_WAIT, LONGEST_READ)
            + "set session characteristics as transaction isolation level repeatable read,"
            + " read only");
    return config;
  }

  private static HikariConfig writers(String url, Map<String, String> environment) {
    HikariConfig config = Dialect.shared(url, environment);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionInitSql(limits(WRITE_WAIT, LONGEST_WRITE));
    return config;
  }

  /** Returns the statements that limit every wait of a session; zero is no limit. */
  private static String limits(Duration lock, Duration statement) {
    return "set lock_timeout = %d; set statement_timeout = %d; set idle_in_transaction_session_timeout = %d;"
        .formatted(lock.toMillis(), statement.toMillis(), LONGEST_READ.toMillis());
  }

  @Override
  public @Nullable DatabaseLock tryLock(String name) {
    try {
      Handle handle = writing.open();
      boolean taken = false;
      try {
        taken =
            handle
                .createQuery("select pg_try_advisory_lock(:locks, :name)")
                .bind("locks", LOCKS)
                .bind("name", name.hashCode())
                .mapTo(Boolean.class)
                .one();
        if (taken) {
          label(handle, SINCE + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
        return taken ? new Lock(handle, name) : null;
      } finally {
        if (!taken) {
          handle.close();
        }
      }
    } catch (RuntimeException e) {
      throw DatabaseBusyException.translate(e);
    }
  }

  @Override
  public @Nullable Instant heldSince(String name) {
    return read(
        handle ->
            handle
                .createQuery(
                    "select a.application_name from pg_locks l join pg_stat_activity a using (pid)"
                        + " where l.locktype = 'advisory' and l.granted and l.objsubid = 2"
                        + " and l.database = (select oid from pg_database where datname ="
                        + " current_database()) and l.classid::bigint = :locks"
                        + " and l.objid::bigint = :name and a.application_name is not null")
                .bind("locks", LOCKS)
                .bind("name", name.hashCode() & 0xffffffffL)
                .mapTo(String.class)
                .findFirst()
                .map(SharedDatabase::time)
                .orElse(null));
  }

  private static @Nullable Instant time(String applicationName) {
    try {
      return Instant.parse(applicationName.replace(SINCE, ""));
    } catch (DateTimeException notYetWritten) {
      return null;
    }
  }

  private static void label(Handle handle, String name) {
    handle
        .createQuery("select set_config('application_name', :name, false)")
        .bind("name", name)
        .mapTo(String.class)
        .one();
  }

  private record Lock(Handle handle, String name) implements DatabaseLock {
    @Override
    public <R> R write(HandleCallback<R, RuntimeException> callback) {
      try {
        return handle.inTransaction(callback);
      } catch (RuntimeException e) {
        throw DatabaseBusyException.translate(e);
      }
    }

    @Override
    public void close() {
      try (handle) {
        unlock();
      }
    }

    private void unlock() {
      try {
        label(handle, Dialect.APPLICATION);
        handle
            .createQuery("select pg_advisory_unlock(:locks, :name)")
            .bind("locks", LOCKS)
            .bind("name", name.hashCode())
            .mapTo(Boolean.class)
            .one();
      } catch (RuntimeException lost) {
        abort();
      }
    }

    /** Ends the session, and the lock with it; the pool must not lend it again. */
    private void abort() {
      try {
        handle.getConnection().abort(Runnable::run);
      } catch (SQLException gone) {
        // The session has ended already.
      }
    }
  }
}
