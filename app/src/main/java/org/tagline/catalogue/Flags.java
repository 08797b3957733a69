package org.tagline.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.Database;

/** Stores the predictions that people marked as wrong, and their review. Thread-safe. */
public final class Flags {
  private static final RowMapper<Flag> ROW =
      (result, context) -> {
        long reviewedAt = result.getLong("reviewed_at");
        boolean reviewed = !result.wasNull();
        return new Flag(
            result.getLong("id"),
            result.getLong("flagged_at"),
            result.getString("film_key"),
            result.getString("title"),
            result.getString("synopsis"),
            result.getString("tagger"),
            TagList.split(result.getString("predicted")),
            TagList.split(result.getString("correct")),
            result.getString("flagged_by"),
            result.getString("note"),
            Flag.State.valueOf(result.getString("state").toUpperCase(Locale.ROOT)),
            reviewed ? reviewedAt : null,
            result.getString("reviewed_by"));
      };

  private final Database database;

  Flags(Database database) {
    this.database = database;
  }

  /**
   * One page of flags.
   *
   * @param total the number of flags on all pages
   * @param flags the flags of this page
   */
  public record Page(long total, List<Flag> flags) {}

  /** Stores a new flag. */
  public Flag add(Flag.Report report) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    "insert into flag (flagged_at, film_key, title, synopsis, tagger, predicted,"
                        + " correct, flagged_by, note) values (:now, :film, :title, :text, :tagger,"
                        + " :predicted, :correct, :by, :note) returning *")
                .bind("now", System.currentTimeMillis())
                .bind("film", report.film())
                .bind("title", report.title())
                .bind("text", report.text())
                .bind("tagger", report.tagger())
                .bind("predicted", TagList.join(report.predicted()))
                .bind("correct", TagList.join(report.correct()))
                .bind("by", report.by())
                .bind("note", report.note())
                .map(ROW)
                .one());
  }

  /** Returns the flag with this id. */
  public Optional<Flag> find(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from flag where id = :id")
                .bind("id", id)
                .map(ROW)
                .findOne());
  }

  /**
   * Returns flags, newest first.
   *
   * @param state the state, or null for any
   * @param from the number of flags to skip
   * @param most the largest number of flags to return
   */
  public Page list(Flag.@Nullable State state, int from, int most) {
    String where = state == null ? "" : " where state = :state";
    return database.read(
        handle -> {
          var count = handle.createQuery("select count(*) from flag" + where);
          var rows =
              handle
                  .createQuery(
                      "select * from flag" + where + " order by id desc limit :most offset :from")
                  .bind("most", most)
                  .bind("from", from);
          if (state != null) {
            count.bind("state", state.id());
            rows.bind("state", state.id());
          }
          return new Page(count.mapTo(Long.class).one(), rows.map(ROW).list());
        });
  }

  /** Returns the accepted flags, oldest first. */
  public List<Flag> accepted() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from flag where state = 'accepted' order by id")
                .map(ROW)
                .list());
  }

  /**
   * Accepts, rejects or reopens a flag.
   *
   * @param correct the correct tags, or null to keep those of the report
   * @return the updated flag, or empty if no flag has this id
   */
  public Optional<Flag> review(
      long id, Flag.State state, @Nullable List<String> correct, String by) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    "update flag set state = :state, reviewed_at = :now, reviewed_by = :by,"
                        + " correct = coalesce(:correct, correct) where id = :id returning *")
                .bind("state", state.id())
                .bind("now", state == Flag.State.OPEN ? null : System.currentTimeMillis())
                .bind("by", state == Flag.State.OPEN ? "" : by)
                .bind("correct", correct == null ? null : TagList.join(correct))
                .bind("id", id)
                .map(ROW)
                .findOne());
  }
}
