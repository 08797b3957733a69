package org.tagline.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.Database;
import org.tagline.catalogue.database.DatabaseBusyException;
import org.tagline.dataset.Film;

/**
 * A catalogue of films in an embedded SQLite file or in a PostgreSQL database that several machines
 * share. Films are added through {@link #importer()}. Reading never waits for a writer.
 * Thread-safe. Database errors are thrown as runtime exceptions whose cause is a {@link
 * java.sql.SQLException}, or as {@link DatabaseBusyException} if the same call can succeed later.
 */
public final class Catalogue implements AutoCloseable {
  private static final int PAGE = 500;

  /** Separates the tags in one value; {@code RowRules} rejects tags that contain it. */
  static final String SEPARATOR = "\u001f";

  private static final String FILM =
      """
      select f.id, f.key, f.title, f.synopsis,
        (select string_agg(t.tag, :separator order by t.position)
         from film_tag t where t.film = f.id) as tags
      from film f
      """;

  private record Row(long id, Film film) {}

  private static final RowMapper<Row> ROW =
      (result, context) -> {
        String tags = result.getString("tags");
        return new Row(
            result.getLong("id"),
            new Film(
                result.getString("key"),
                result.getString("title"),
                result.getString("synopsis"),
                tags == null ? List.of() : List.of(tags.split(SEPARATOR))));
      };

  private final Database database;

  private Catalogue(Database database) {
    this.database = database;
  }

  /**
   * Opens a catalogue and creates or migrates its tables.
   *
   * @param home the folder of the embedded catalogue; created if missing
   * @param jdbcUrl a PostgreSQL URL, or null for the embedded catalogue
   * @throws IOException if the folder cannot be created
   * @throws IllegalArgumentException if the URL is not a PostgreSQL URL
   */
  public static Catalogue open(Path home, @Nullable String jdbcUrl) throws IOException {
    return new Catalogue(Database.open(home, jdbcUrl));
  }

  /** Returns all films in the order of their first import; ids are row ids or content hashes. */
  public List<Film> films() {
    List<Film> films = new ArrayList<>();
    forEach(films::add);
    return Collections.unmodifiableList(films);
  }

  /** Passes each film to the consumer in the order of {@link #films()}, reading page by page. */
  public void forEach(Consumer<Film> consumer) {
    long last = Long.MIN_VALUE;
    List<Row> page = page(last);
    while (!page.isEmpty()) {
      page.forEach(row -> consumer.accept(row.film()));
      page = page(page.get(page.size() - 1).id());
    }
  }

  /** Returns the number of films. */
  public long count() {
    return database.read(
        handle -> handle.createQuery("select count(*) from film").mapTo(Long.class).one());
  }

  /** Returns the film with this row id or content hash. */
  public Optional<Film> find(String id) {
    return one(FILM + "where f.key = :value", id);
  }

  /** Returns the first film with this title, preferring an exact match to one in another case. */
  public Optional<Film> findByTitle(String title) {
    Optional<Film> exact = one(FILM + "where f.title = :value order by f.id limit 1", title);
    return exact.isPresent()
        ? exact
        // The databases treat the case of letters outside ASCII differently, so compare in Java.
        : titles().stream().filter(title::equalsIgnoreCase).findFirst().flatMap(this::titled);
  }

  /** Returns the search for films by words and tags. */
  public Search search() {
    return new Search(database);
  }

  /** Returns the predictions that people marked as wrong. */
  public Flags flags() {
    return new Flags(database);
  }

  /** Returns a number that changes whenever an import adds or changes films, as a cache key. */
  public long version() {
    return database.read(
        handle ->
            handle
                .createQuery("select coalesce(sum(imported + updated), 0) from import")
                .mapTo(Long.class)
                .one());
  }

  /** Returns the importer of files into this catalogue. */
  public Importer importer() {
    return new Importer(database);
  }

  /** Returns the comparisons of candidates on these films. */
  public Comparisons comparisons() {
    return new Comparisons(database);
  }

  @Override
  public void close() {
    database.close();
  }

  private Optional<Film> titled(String title) {
    return one(FILM + "where f.title = :value order by f.id limit 1", title);
  }

  private List<String> titles() {
    return database.read(
        handle ->
            handle.createQuery("select title from film order by id").mapTo(String.class).list());
  }

  private Optional<Film> one(String sql, String value) {
    return database.read(
        handle ->
            handle
                .createQuery(sql)
                .bind("separator", SEPARATOR)
                .bind("value", value)
                .map(ROW)
                .findOne()
                .map(Row::film));
  }

  private List<Row> page(long after) {
    return database.read(
        handle ->
            handle
                .createQuery(FILM + "where f.id > :after order by f.id limit :page")
                .bind("separator", SEPARATOR)
                .bind("after", after)
                .bind("page", PAGE)
                .map(ROW)
                .list());
  }
}
