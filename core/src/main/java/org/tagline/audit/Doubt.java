package org.tagline.audit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Parts.Part;
import org.tagline.dataset.TagSet;

/**
 * A film and a tag of which people and the tagger say different things.
 *
 * @param id of the film
 * @param tag that is probably missing, or probably does not belong
 * @param probability that the tagger gives the tag
 * @param tags people's
 * @param part of the film; of those learned from, the probability is biased towards people's tags
 */
public record Doubt(
    String id, String title, String tag, double probability, List<String> tags, Part part) {

  /**
   * Tags that films probably lack, the most likely first. Films that nobody tagged lack nothing:
   * they wait to be tagged.
   *
   * @param tag to look for; null for all
   * @param least probability; null for the tags that the tagger would give
   */
  public static List<Doubt> missing(
      AuditedFilms audited, @Nullable String tag, @Nullable Double least) {
    return doubts(audited, tag, false, least)
        .sorted(Comparator.comparingDouble(Doubt::probability).reversed().thenComparing(Doubt::id))
        .toList();
  }

  /**
   * Tags that probably do not belong to their films, the least likely first.
   *
   * @param tag to look for; null for all
   * @param most probability; null for the tags that the tagger would not give
   */
  public static List<Doubt> surplus(
      AuditedFilms audited, @Nullable String tag, @Nullable Double most) {
    return doubts(audited, tag, true, most)
        .sorted(Comparator.comparingDouble(Doubt::probability).thenComparing(Doubt::id))
        .toList();
  }

  private static Stream<Doubt> doubts(
      AuditedFilms audited, @Nullable String tag, boolean given, @Nullable Double bound) {
    TagSet tags = audited.tags();
    List<String> wanted = tag == null ? tags.names() : List.of(tags.name(tags.indexOf(tag)));
    return audited.films().stream()
        .filter(film -> !film.tags().isEmpty())
        .flatMap(
            film ->
                wanted.stream()
                    .filter(one -> film.tags().contains(one) == given)
                    .filter(one -> says(film, one, tags, bound) != given)
                    .map(one -> of(film, one, tags)));
  }

  /** Whether the tagger would give the tag, or is as sure of it as is asked for. */
  private static boolean says(AuditedFilm film, String tag, TagSet tags, @Nullable Double bound) {
    return bound == null
        ? film.predicted().contains(tag)
        : film.probabilities()[tags.indexOf(tag)] >= bound;
  }

  private static Doubt of(AuditedFilm film, String tag, TagSet tags) {
    return new Doubt(
        film.id(),
        film.title(),
        tag,
        film.probabilities()[tags.indexOf(tag)],
        film.tags(),
        film.part());
  }
}
