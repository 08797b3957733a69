package org.tagline.catalogue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Film;

/**
 * The films, in an embedded SQLite file or in a PostgreSQL database that several machines share.
 * Films come in by {@link #importer()}. Thread-safe. Problems of the database appear as runtime
 * exceptions whose cause is a {@link java.sql.SQLException}.
 */
public final class Catalogue implements AutoCloseable {
  private static final int PAGE = 500;

  /** Parts of a film's tags in one value; {@code RowRules} lets no such character into a tag. */
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

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final Dialect dialect;

  private Catalogue(HikariDataSource source, Dialect dialect) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
    this.dialect = dialect;
  }

  /**
   * Opens the catalogue and makes or updates its tables where needed.
   *
   * @param home the folder the embedded catalogue lives in; made when missing
   * @param jdbcUrl a PostgreSQL URL, or null for the embedded catalogue
   * @throws IOException when the folder cannot be made
   * @throws IllegalArgumentException when the URL is not PostgreSQL's
   */
  public static Catalogue open(Path home, @Nullable String jdbcUrl) throws IOException {
    if (jdbcUrl == null) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(Schema.openEmbedded(home));
      return new Catalogue(pool(config), Dialect.SQLITE);
    }
    HikariDataSource source = pool(Dialect.shared(jdbcUrl, System.getenv()));
    try {
      Schema.migrate(source, Dialect.POSTGRESQL);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
    return new Catalogue(source, Dialect.POSTGRESQL);
  }

  /** All films in the order they were first imported; their id is the row id or content hash. */
  public List<Film> films() {
    List<Film> films = new ArrayList<>();
    forEach(films::add);
    return Collections.unmodifiableList(films);
  }

  /** Hands over all films in the order of {@link #films()}, a few hundred in memory at once. */
  public void forEach(Consumer<Film> consumer) {
    long last = Long.MIN_VALUE;
    List<Row> page = page(last);
    while (!page.isEmpty()) {
      page.forEach(row -> consumer.accept(row.film()));
      page = page(page.get(page.size() - 1).id());
    }
  }

  /** How many films there are. */
  public long count() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from film").mapTo(Long.class).one());
  }

  /** The film with this row id or content hash. */
  public Optional<Film> find(String id) {
    return one(FILM + "where f.key = :value", id);
  }

  /** The film with this title; letter case matters only where it decides. The first of several. */
  public Optional<Film> findByTitle(String title) {
    Optional<Film> exact = one(FILM + "where f.title = :value order by f.id limit 1", title);
    return exact.isPresent()
        ? exact
        // Databases disagree about the case of letters outside ASCII; Java decides for both.
        : titles().stream().filter(title::equalsIgnoreCase).findFirst().flatMap(this::titled);
  }

  /** What finds films by their words and tags. */
  public Search search() {
    return new Search(jdbi, dialect);
  }

  /** What people marked as wrong. */
  public Flags flags() {
    return new Flags(jdbi, dialect);
  }

  /** Changes whenever films come in or change; for what is computed from all of them. */
  public long version() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select coalesce(sum(imported + updated), 0) from import")
                .mapTo(Long.class)
                .one());
  }

  /** What brings files into this catalogue. */
  public Importer importer() {
    return new Importer(jdbi, dialect);
  }

  /** The comparisons of candidates on these films. */
  public Comparisons comparisons() {
    return new Comparisons(jdbi);
  }

  @Override
  public void close() {
    source.close();
  }

  private Optional<Film> titled(String title) {
    return one(FILM + "where f.title = :value order by f.id limit 1", title);
  }

  private List<String> titles() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("select title from film order by id").mapTo(String.class).list());
  }

  private Optional<Film> one(String sql, String value) {
    return jdbi.withHandle(
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
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(FILM + "where f.id > :after order by f.id limit :page")
                .bind("separator", SEPARATOR)
                .bind("after", after)
                .bind("page", PAGE)
                .map(ROW)
                .list());
  }

  private static HikariDataSource pool(HikariConfig config) {
    config.setPoolName("catalogue");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(30_000);
    return new HikariDataSource(config);
  }
}
