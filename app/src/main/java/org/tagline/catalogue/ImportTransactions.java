package org.tagline.catalogue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tagline.catalogue.database.DatabaseLock;
import org.tagline.catalogue.database.Dialect;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;

/** Writes each batch of an import in one transaction, together with the counts so far. */
final class ImportTransactions {
  private static final String INSERT =
      "insert into film (key, row_id, title, synopsis, content_hash, imported_at, import)"
          + " values (:key, :row_id, :title, :synopsis, :hash, :now, :import)";

  private static final String UPDATE =
      "update film set row_id = :row_id, title = :title, synopsis = :synopsis,"
          + " content_hash = :hash, imported_at = :now, import = :import where key = :key";

  /** A film and its hash, which is computed only once because it is slow. */
  private record Hashed(FilmRow film, String hash) {
    static Hashed of(FilmRow film) {
      return new Hashed(film, film.contentHash());
    }

    String key() {
      return film.rowId() == null ? hash : film.rowId();
    }
  }

  private final DatabaseLock lock;
  private final Dialect dialect;
  private final long importId;
  private long imported;
  private long updated;
  private long unchanged;
  private long rejected;

  private ImportTransactions(DatabaseLock lock, Dialect dialect, long importId) {
    this.lock = lock;
    this.dialect = dialect;
    this.importId = importId;
  }

  static ImportTransactions begin(DatabaseLock lock, Dialect dialect, String fileName) {
    long importId =
        lock.write(
            handle ->
                handle
                    .createQuery(
                        "insert into import (file_name, started_at) values (:file, :now)"
                            + " returning id")
                    .bind("file", fileName)
                    .bind("now", System.currentTimeMillis())
                    .mapTo(Long.class)
                    .one());
    return new ImportTransactions(lock, dialect, importId);
  }

  void store(List<FilmRow> films, long rejectedRows) {
    List<Hashed> batch = films.stream().map(Hashed::of).toList();
    lock.useWrite(handle -> storeIn(handle, batch, rejectedRows));
  }

  ImportReport finish(List<RejectedRow> rejectedRows) {
    lock.useWrite(
        handle ->
            handle
                .createUpdate("update import set finished_at = :now where id = :id")
                .bind("now", System.currentTimeMillis())
                .bind("id", importId)
                .execute());
    return new ImportReport(
        imported + updated + unchanged + rejected,
        imported,
        updated,
        unchanged,
        rejected,
        rejectedRows);
  }

  private void storeIn(Handle handle, List<Hashed> batch, long rejectedRows) {
    dialect.lockFilms(handle);
    Map<String, String> known = knownHashes(handle, batch.stream().map(Hashed::key).toList());
    // Maps by key, because a batch may contain a film twice.
    Map<String, Hashed> added = new LinkedHashMap<>();
    Map<String, Hashed> changed = new LinkedHashMap<>();
    for (Hashed film : batch) {
      String knownHash = known.get(film.key());
      if (knownHash == null) {
        added.putIfAbsent(film.key(), film);
      } else if (!knownHash.equals(film.hash())) {
        changed.putIfAbsent(film.key(), film);
      }
    }
    write(handle, INSERT, added);
    insertTags(handle, added);
    write(handle, UPDATE, changed);
    deleteTags(handle, changed);
    insertTags(handle, changed);
    imported += added.size();
    updated += changed.size();
    unchanged += batch.size() - added.size() - changed.size();
    rejected += rejectedRows;
    handle
        .createUpdate(
            "update import set imported = :imported, updated = :updated, unchanged = :unchanged,"
                + " rejected = :rejected where id = :id")
        .bind("imported", imported)
        .bind("updated", updated)
        .bind("unchanged", unchanged)
        .bind("rejected", rejected)
        .bind("id", importId)
        .execute();
  }

  private static Map<String, String> knownHashes(Handle handle, List<String> keys) {
    Map<String, String> known = new HashMap<>();
    if (!keys.isEmpty()) {
      handle
          .createQuery("select key, content_hash from film where key in (<keys>)")
          .bindList("keys", keys)
          .map((result, context) -> Map.entry(result.getString(1), result.getString(2)))
          .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    }
    return known;
  }

  private void write(Handle handle, String sql, Map<String, Hashed> films) {
    if (films.isEmpty()) {
      return;
    }
    long now = System.currentTimeMillis();
    try (PreparedBatch batch = handle.prepareBatch(sql)) {
      films.forEach(
          (key, hashed) ->
              batch
                  .bind("key", key)
                  .bind("row_id", hashed.film().rowId())
                  .bind("title", hashed.film().title())
                  .bind("synopsis", hashed.film().text())
                  .bind("hash", hashed.hash())
                  .bind("now", now)
                  .bind("import", importId)
                  .add());
      batch.execute();
    }
  }

  private static void deleteTags(Handle handle, Map<String, Hashed> films) {
    if (films.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            "delete from film_tag where film = (select id from film where key = :key)")) {
      films.keySet().forEach(key -> batch.bind("key", key).add());
      batch.execute();
    }
  }

  private static void insertTags(Handle handle, Map<String, Hashed> films) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            "insert into film_tag (film, position, tag)"
                + " select id, :position, :tag from film where key = :key")) {
      films.forEach(
          (key, hashed) -> {
            List<String> tags = hashed.film().tags();
            for (int i = 0; i < tags.size(); i++) {
              batch.bind("key", key).bind("position", i).bind("tag", tags.get(i)).add();
            }
          });
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }
}
