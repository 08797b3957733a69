package org.tagline.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Differences between the predictions of two taggers on a catalogue.
 *
 * @param from name of the current tagger
 * @param to name of the other tagger
 * @param films number of films that both read
 * @param same number of films with the same predicted tags
 * @param meanJaccard mean over the films of tags predicted by both ÷ tags predicted by either; 1
 *     for a film without predicted tags
 * @param tags changes of each tag, the most changed first
 * @param changed films with changed tags, the most changed first
 * @param judged comparison with the tags that people gave; null if no tagged film is unseen by both
 *     taggers
 */
public record TaggerDiff(
    String from,
    String to,
    int films,
    int same,
    double meanJaccard,
    List<TagChange> tags,
    List<FilmChange> changed,
    @Nullable Judgement judged) {

  /**
   * Change of a tag.
   *
   * @param tag name of the tag
   * @param from number of films with the tag by the current tagger
   * @param to number of films with the tag by the other tagger
   * @param gained number of films that gain the tag
   * @param lost number of films that lose the tag
   * @param known taggers that have the tag: {@code both}, {@code from} or {@code to}
   */
  public record TagChange(String tag, int from, int to, int gained, int lost, String known) {}

  /**
   * Change of a film.
   *
   * @param id id of the film
   * @param title title of the film
   * @param tags tags that people gave
   * @param from tags predicted by the current tagger
   * @param to tags predicted by the other tagger
   * @param gained tags in {@code to} but not in {@code from}
   * @param lost tags in {@code from} but not in {@code to}
   * @param moved sum of the absolute changes of the probabilities of common tags
   * @param unseen whether neither tagger used the film
   */
  public record FilmChange(
      String id,
      String title,
      List<String> tags,
      List<String> from,
      List<String> to,
      List<String> gained,
      List<String> lost,
      double moved,
      boolean unseen) {}

  public TaggerDiff {
    tags = List.copyOf(tags);
    changed = List.copyOf(changed);
  }

  /** Compares the predictions of two taggers on the same catalogue. */
  public static TaggerDiff of(AuditedFilms from, AuditedFilms to) {
    Map<String, AuditedFilm> after = new HashMap<>();
    to.films().forEach(film -> after.put(film.id(), film));
    List<FilmChange> films = new ArrayList<>();
    for (AuditedFilm film : from.films()) {
      AuditedFilm other = after.get(film.id());
      if (other != null) {
        films.add(change(film, other, from, to));
      }
    }
    List<FilmChange> changed =
        films.stream()
            .filter(film -> !film.gained().isEmpty() || !film.lost().isEmpty())
            .sorted(
                Comparator.comparingInt((FilmChange f) -> f.gained().size() + f.lost().size())
                    .thenComparingDouble(FilmChange::moved)
                    .reversed()
                    .thenComparing(FilmChange::id))
            .toList();
    return new TaggerDiff(
        from.tagger(),
        to.tagger(),
        films.size(),
        films.size() - changed.size(),
        films.stream().mapToDouble(TaggerDiff::jaccard).average().orElse(1),
        tags(films, from, to),
        changed,
        Judgement.of(films, from.tags(), to.tags()));
  }

  private static FilmChange change(
      AuditedFilm film, AuditedFilm other, AuditedFilms from, AuditedFilms to) {
    double moved = 0;
    for (int tag = 0; tag < from.tags().size(); tag++) {
      String name = from.tags().name(tag);
      if (to.tags().contains(name)) {
        moved +=
            Math.abs(film.probabilities()[tag] - other.probabilities()[to.tags().indexOf(name)]);
      }
    }
    return new FilmChange(
        film.id(),
        film.title(),
        film.tags(),
        film.predicted(),
        other.predicted(),
        without(other.predicted(), film.predicted()),
        without(film.predicted(), other.predicted()),
        moved,
        film.part().unseen() && other.part().unseen());
  }

  private static List<String> without(List<String> tags, List<String> others) {
    return tags.stream().filter(tag -> !others.contains(tag)).toList();
  }

  private static double jaccard(FilmChange film) {
    Set<String> either = new HashSet<>(film.from());
    either.addAll(film.to());
    return either.isEmpty()
        ? 1
        : (double) (film.from().size() - film.lost().size()) / either.size();
  }

  private static List<TagChange> tags(List<FilmChange> films, AuditedFilms from, AuditedFilms to) {
    Map<String, int[]> counts = new HashMap<>();
    for (FilmChange film : films) {
      film.from().forEach(tag -> counts.computeIfAbsent(tag, any -> new int[4])[0]++);
      film.to().forEach(tag -> counts.computeIfAbsent(tag, any -> new int[4])[1]++);
      film.gained().forEach(tag -> counts.computeIfAbsent(tag, any -> new int[4])[2]++);
      film.lost().forEach(tag -> counts.computeIfAbsent(tag, any -> new int[4])[3]++);
    }
    Set<String> names = new LinkedHashSet<>(from.tags().names());
    names.addAll(to.tags().names());
    return names.stream()
        .map(
            tag -> {
              int[] count = counts.getOrDefault(tag, new int[4]);
              boolean old = from.tags().contains(tag);
              String known = old && to.tags().contains(tag) ? "both" : old ? "from" : "to";
              return new TagChange(tag, count[0], count[1], count[2], count[3], known);
            })
        .sorted(Comparator.comparingInt((TagChange t) -> t.gained() + t.lost()).reversed())
        .toList();
  }
}
