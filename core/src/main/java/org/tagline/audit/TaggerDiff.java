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
 * What would change on a catalogue if another tagger tagged it.
 *
 * @param from the tagger of today
 * @param to the one that would come
 * @param films that both read
 * @param same films that keep exactly their tags
 * @param meanJaccard mean over the films of tags given by both ÷ tags given by either; 1 where
 *     neither gives any
 * @param tags each tag of either, the most changed first
 * @param changed the films whose tags change, the most changed first
 * @param judged who is right more often; null where no tagged film had no part in either tagger
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
   * What happens to a tag.
   *
   * @param from films that have it today
   * @param to films that would have it
   * @param gained films that would get it
   * @param lost films that would lose it
   * @param known by which taggers: {@code both}, {@code from} or {@code to}
   */
  public record TagChange(String tag, int from, int to, int gained, int lost, String known) {}

  /**
   * What happens to a film.
   *
   * @param tags people's
   * @param from given today
   * @param to that would be given
   * @param gained the second without the first
   * @param lost the first without the second
   * @param moved sum of how far the probabilities of tags known to both move
   * @param unseen whether it had a part in neither tagger
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

  /** Compares what two taggers say of the same catalogue. */
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
