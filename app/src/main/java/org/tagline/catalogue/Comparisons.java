package org.tagline.catalogue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.Database;
import org.tagline.catalogue.database.DatabaseBusyException;
import org.tagline.catalogue.database.DatabaseLock;

/**
 * Stores the comparisons of candidates and their runs as JSON. A run is durable when {@link #add}
 * returns. Thread-safe.
 */
public final class Comparisons {
  private static final RowMapper<Stored> STORED =
      (result, context) -> {
        Number finished = (Number) result.getObject("finished_at");
        return new Stored(
            result.getLong("id"),
            result.getString("settings"),
            result.getLong("started_at"),
            finished == null ? null : finished.longValue(),
            result.getString("result"));
      };

  private static final RowMapper<StoredRun> RUN =
      (result, context) ->
          new StoredRun(
              result.getString("candidate"),
              result.getString("part"),
              result.getString("figures"),
              result.getString("predictions"));

  private final Database database;

  Comparisons(Database database) {
    this.database = database;
  }

  /**
   * A stored comparison.
   *
   * @param id the database id
   * @param settings the settings, JSON
   * @param startedAt the start, epoch milliseconds
   * @param finishedAt the end, epoch milliseconds, or null while runs are missing
   * @param result the result, JSON, or null while runs are missing
   */
  public record Stored(
      long id,
      String settings,
      long startedAt,
      @Nullable Long finishedAt,
      @Nullable String result) {}

  /**
   * A finished run.
   *
   * @param candidate the candidate's name
   * @param part the name of the split and seed
   * @param figures the measured figures, JSON
   * @param predictions the predictions on the test films, one JSON object per line
   */
  public record StoredRun(String candidate, String part, String figures, String predictions) {}

  /**
   * Keeps others from carrying out a comparison, also on other machines, until the lock is closed.
   *
   * @throws DatabaseBusyException if another process carries it out
   */
  public DatabaseLock lock(String fingerprint) throws IOException {
    DatabaseLock lock = database.tryLock("compare:" + fingerprint);
    if (lock == null) {
      throw new DatabaseBusyException(
          "the same comparison is already running; wait for it to finish, then show it with: tagline"
              + " compare --list",
          null);
    }
    return lock;
  }

  /** Starts a comparison and returns its id. */
  public long begin(String fingerprint, String settings) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    "insert into comparison (fingerprint, settings, started_at)"
                        + " values (:fingerprint, :settings, :now) returning id")
                .bind("fingerprint", fingerprint)
                .bind("settings", settings)
                .bind("now", System.currentTimeMillis())
                .mapTo(Long.class)
                .one());
  }

  /** Returns the newest unfinished comparison with this fingerprint of settings and films. */
  public Optional<Stored> unfinished(String fingerprint) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from comparison where fingerprint = :fingerprint"
                        + " and finished_at is null order by id desc limit 1")
                .bind("fingerprint", fingerprint)
                .map(STORED)
                .findOne());
  }

  /** Stores a finished run, unless the same run is stored already. */
  public void add(long comparison, StoredRun run) {
    database.useWrite(
        handle ->
            handle
                .createUpdate(
                    "insert into comparison_run"
                        + " (comparison, candidate, part, finished_at, figures, predictions)"
                        + " values (:comparison, :candidate, :part, :now, :figures, :predictions)"
                        + " on conflict do nothing")
                .bind("comparison", comparison)
                .bind("candidate", run.candidate())
                .bind("part", run.part())
                .bind("now", System.currentTimeMillis())
                .bind("figures", run.figures())
                .bind("predictions", run.predictions())
                .execute());
  }

  /** Returns the finished runs in the order in which they finished. */
  public List<StoredRun> runs(long comparison) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from comparison_run where comparison = :comparison"
                        + " order by finished_at, candidate, part")
                .bind("comparison", comparison)
                .map(RUN)
                .list());
  }

  /** Returns the number of finished runs. */
  public int runsDone(long comparison) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from comparison_run where comparison = :comparison")
                .bind("comparison", comparison)
                .mapTo(Integer.class)
                .one());
  }

  /** Stores the result of a comparison and marks it finished. */
  public void finish(long comparison, String result) {
    database.useWrite(
        handle ->
            handle
                .createUpdate(
                    "update comparison set finished_at = :now, result = :result where id = :id")
                .bind("now", System.currentTimeMillis())
                .bind("result", result)
                .bind("id", comparison)
                .execute());
  }

  /** Returns all comparisons, newest first. */
  public List<Stored> all() {
    return database.read(
        handle ->
            handle.createQuery("select * from comparison order by id desc").map(STORED).list());
  }

  /** Returns the comparison with this id. */
  public Optional<Stored> find(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from comparison where id = :id")
                .bind("id", id)
                .map(STORED)
                .findOne());
  }
}
