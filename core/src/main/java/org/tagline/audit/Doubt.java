package org.tagline.audit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Parts.Part;
import org.tagline.dataset.TagSet;

/**
 * A film and a tag on which people and the tagger disagree.
 *
 * @param id id of the film
 * @param title title of the film
 * @param tag tag that is probably missing or probably wrong
 * @param probability probability of the tag
 * @param tags tags that people gave
 * @param part part of the split; for training films, the probability is biased towards the given
 *     tags
 */
public record Doubt(
    String id, String title, String tag, double probability, List<String> tags, Part part) {

  /**
   * Returns tags that are probably missing, the most probable first. Untagged films are ignored.
   *
   * @param tag the tag to search; null for all
   * @param least smallest probability; null for all predicted tags
   */
  public static List<Doubt> missing(
      AuditedFilms audited, @Nullable String tag, @Nullable Double least) {
    return doubts(audited, tag, false, least)
        .sorted(Comparator.comparingDouble(Doubt::probability).reversed().thenComparing(Doubt::id))
        .toList();
  }

  /**
   * Returns tags that are probably wrong, the least probable first.
   *
   * @param tag the tag to search; null for all
   * @param most largest probability; null for all tags that are not predicted
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
                    .filter(one -> predicts(film, one, tags, bound) != given)
                    .map(one -> of(film, one, tags)));
  }

  /**
   * Returns whether the tag is predicted or, with a bound, whether its probability reaches the
   * bound.
   */
  private static boolean predicts(
      AuditedFilm film, String tag, TagSet tags, @Nullable Double bound) {
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
