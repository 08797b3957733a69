package org.tagline.catalogue;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons of candidates and their runs, as the JSON that they are made of. A run is on the
 * disk when {@link #add} returns. Thread-safe.
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

  private final Jdbi jdbi;

  Comparisons(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A comparison.
   *
   * @param settings what was asked, JSON
   * @param startedAt epoch milliseconds
   * @param finishedAt epoch milliseconds, or null while runs are missing
   * @param result what it came to, JSON, or null
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
   * @param candidate its name
   * @param part which split and seed
   * @param figures JSON
   * @param predictions a JSON object a line
   */
  public record StoredRun(String candidate, String part, String figures, String predictions) {}

  /** Begins a comparison and returns its id. */
  public long begin(String fingerprint, String settings) {
    return jdbi.inTransaction(
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

  /** The newest comparison of this fingerprint whose runs are not all done. */
  public Optional<Stored> unfinished(String fingerprint) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from comparison where fingerprint = :fingerprint"
                        + " and finished_at is null order by id desc limit 1")
                .bind("fingerprint", fingerprint)
                .map(STORED)
                .findOne());
  }

  /** Keeps a run. */
  public void add(long comparison, StoredRun run) {
    jdbi.useTransaction(
        handle ->
            handle
                .createUpdate(
                    "insert into comparison_run"
                        + " (comparison, candidate, part, finished_at, figures, predictions)"
                        + " values (:comparison, :candidate, :part, :now, :figures, :predictions)")
                .bind("comparison", comparison)
                .bind("candidate", run.candidate())
                .bind("part", run.part())
                .bind("now", System.currentTimeMillis())
                .bind("figures", run.figures())
                .bind("predictions", run.predictions())
                .execute());
  }

  /** The runs that are done, in the order in which they were. */
  public List<StoredRun> runs(long comparison) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from comparison_run where comparison = :comparison"
                        + " order by finished_at, candidate, part")
                .bind("comparison", comparison)
                .map(RUN)
                .list());
  }

  /** How many runs are done. */
  public int runsDone(long comparison) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from comparison_run where comparison = :comparison")
                .bind("comparison", comparison)
                .mapTo(Integer.class)
                .one());
  }

  /** Writes down what a comparison came to. */
  public void finish(long comparison, String result) {
    jdbi.useTransaction(
        handle ->
            handle
                .createUpdate(
                    "update comparison set finished_at = :now, result = :result where id = :id")
                .bind("now", System.currentTimeMillis())
                .bind("result", result)
                .bind("id", comparison)
                .execute());
  }

  /** All comparisons, the newest first. */
  public List<Stored> all() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("select * from comparison order by id desc").map(STORED).list());
  }

  public Optional<Stored> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from comparison where id = :id")
                .bind("id", id)
                .map(STORED)
                .findOne());
  }
}
