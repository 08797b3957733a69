package org.tagline.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds films by the words of title and text, in the English inflection and with the last word
 * perhaps unfinished, and by tag. Thread-safe.
 */
public final class Search {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");

  /** More words make a search no better, only slower. */
  private static final int MOST_WORDS = 16;

  private final Jdbi jdbi;
  private final Dialect dialect;

  Search(Jdbi jdbi, Dialect dialect) {
    this.jdbi = jdbi;
    this.dialect = dialect;
  }

  /**
   * Films with all the words and the tag; without words in the order of their import, else those
   * that fit best first.
   *
   * @param words as a user types them; blank for all films
   * @param tag null for any
   * @param from how many to pass over
   * @param most how many at most
   */
  public FilmPage find(String words, @Nullable String tag, int from, int most) {
    List<String> terms =
        WORD.matcher(words).results().map(MatchResult::group).limit(MOST_WORDS).toList();
    if (terms.isEmpty() && !words.isBlank()) {
      return new FilmPage(0, List.of());
    }
    List<String> conditions = new ArrayList<>();
    if (!terms.isEmpty()) {
      conditions.add(dialect.matching());
    }
    if (tag != null) {
      conditions.add("exists (select 1 from film_tag t where t.film = f.id and t.tag = :tag)");
    }
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    String source = terms.isEmpty() ? "film f" : dialect.searched();
    String order = terms.isEmpty() ? "f.id" : dialect.bestFirst() + ", f.id";
    return jdbi.inTransaction(
        handle -> {
          long total =
              bound(handle, "select count(*) from " + source + where, terms, tag)
                  .mapTo(Long.class)
                  .one();
          List<FilmSummary> films =
              bound(
                      handle,
                      "select f.key, f.title, f.synopsis, length(f.synopsis) as characters,"
                          + " (select string_agg(t.tag, :separator order by t.position)"
                          + " from film_tag t where t.film = f.id) as tags from "
                          + source
                          + where
                          + " order by "
                          + order
                          + " limit :most offset :from",
                      terms,
                      tag)
                  .bind("separator", Catalogue.SEPARATOR)
                  .bind("most", most)
                  .bind("from", from)
                  .map(
                      (result, context) ->
                          new FilmSummary(
                              result.getString("key"),
                              result.getString("title"),
                              TagList.split(result.getString("tags")),
                              result.getLong("characters"),
                              Excerpt.of(result.getString("synopsis"), terms)))
                  .list();
          return new FilmPage(total, films);
        });
  }

  /** Films a tag, the most frequent first, ties by name. */
  public Map<String, Long> tags() {
    Map<String, Long> tags = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select tag, count(*) as films from film_tag group by tag"
                        + " order by films desc, tag")
                .map((result, context) -> Map.entry(result.getString(1), result.getLong(2)))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue())));
    return tags;
  }

  private Query bound(Handle handle, String sql, List<String> terms, @Nullable String tag) {
    Query query = handle.createQuery(sql);
    if (!terms.isEmpty()) {
      dialect.words(terms).forEach(query::bind);
    }
    return tag == null ? query : query.bind("tag", tag);
  }
}
