package org.tagline.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.Database;

/**
 * Finds films by tag and by the words of title and synopsis. Words match in any English inflection,
 * and the last one also matches as a prefix. Thread-safe.
 */
public final class Search {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");

  /** Further words are ignored: they make a search slower but no better. */
  private static final int MOST_WORDS = 16;

  private final Database database;

  Search(Database database) {
    this.database = database;
  }

  /**
   * Returns the films that have all the words and the tag: the most relevant first, or in the order
   * of their import if there are no words.
   *
   * @param words the words as a user types them; blank for all films
   * @param tag the tag, or null for any
   * @param from the number of films to skip
   * @param most the largest number of films to return
   */
  public FilmPage find(String words, @Nullable String tag, int from, int most) {
    List<String> terms =
        WORD.matcher(words).results().map(MatchResult::group).limit(MOST_WORDS).toList();
    if (terms.isEmpty() && !words.isBlank()) {
      return new FilmPage(0, List.of());
    }
    List<String> conditions = new ArrayList<>();
    if (!terms.isEmpty()) {
      conditions.add(database.dialect().matchesWords());
    }
    if (tag != null) {
      conditions.add("exists (select 1 from film_tag t where t.film = f.id and t.tag = :tag)");
    }
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    String source = terms.isEmpty() ? "film f" : database.dialect().searchSource();
    String order = terms.isEmpty() ? "f.id" : database.dialect().relevanceOrder() + ", f.id";
    return database.read(
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

  /** Returns the number of films per tag, the most frequent tag first, ties by name. */
  public Map<String, Long> tags() {
    Map<String, Long> tags = new LinkedHashMap<>();
    database
        .read(
            handle ->
                handle
                    .createQuery(
                        "select tag, count(*) as films from film_tag group by tag"
                            + " order by films desc, tag")
                    .map((result, context) -> Map.entry(result.getString(1), result.getLong(2)))
                    .list())
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }

  private Query bound(Handle handle, String sql, List<String> terms, @Nullable String tag) {
    Query query = handle.createQuery(sql);
    if (!terms.isEmpty()) {
      database.dialect().bindings(terms).forEach(query::bind);
    }
    return tag == null ? query : query.bind("tag", tag);
  }
}
