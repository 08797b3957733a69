package org.tagline.cli.option;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.LabelledFlags;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Cleaning;
import org.tagline.dataset.Film;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;

/**
 * The films of the catalogue that a tagger can be trained on.
 *
 * @param films clean films with at least one tag, and only tags to learn
 * @param tags tags to learn, at least two
 * @param task one tag per film or any number
 * @param leftOut tags that too few films have
 */
public record LabelledFilms(List<Film> films, TagSet tags, Task task, List<String> leftOut) {

  /**
   * Reads the films from the catalogue.
   *
   * @param tags tags to learn as typed, each value {@code A,B,C} or a JSON list; empty for all
   * @param task task as typed; null to find it from the films
   * @param withFlags whether accepted flags are applied
   * @throws IllegalArgumentException if there are no films, or a tag or the task is unknown
   */
  public static LabelledFilms of(
      GlobalOptions global, List<String> tags, @Nullable String task, boolean withFlags)
      throws IOException {
    List<Film> films;
    try (Catalogue catalogue = global.openCatalogue()) {
      films =
          withFlags
              ? LabelledFlags.correct(catalogue.films(), catalogue.flags().accepted())
              : catalogue.films();
    }
    if (films.isEmpty()) {
      throw new IllegalArgumentException(
          "the catalogue is empty; import films with: tagline import FILE");
    }
    Cleaned cleaned = Cleaning.clean(films);
    TagSet known = TagSet.of(cleaned.kept());
    Set<String> names = TagNames.of(tags, known);
    TagSet wanted = tags.isEmpty() ? known : known.retain(names);
    if (wanted.size() < names.size()) {
      throw new IllegalArgumentException(
          "no film has " + names.stream().filter(t -> !known.contains(t)).toList());
    }
    if (wanted.size() < 2) {
      throw new IllegalArgumentException("a tagger needs at least two tags");
    }
    List<Film> usable = restrict(cleaned.kept(), wanted);
    return new LabelledFilms(usable, wanted, task(usable, task), List.of());
  }

  /**
   * Returns a copy without rare tags if films have any number of tags.
   *
   * @param leastFilms least number of films of a tag
   * @throws IllegalArgumentException if fewer than two tags are left
   */
  public LabelledFilms supported(int leastFilms) {
    List<String> few =
        tags.names().stream()
            .filter(tag -> films.stream().filter(f -> f.tags().contains(tag)).count() < leastFilms)
            .toList();
    if (task != Task.MULTI || few.isEmpty()) {
      return this;
    }
    if (tags.size() - few.size() < 2) {
      throw new IllegalArgumentException(
          "fewer than two tags have %d films; import more films or lower --least-films"
              .formatted(leastFilms));
    }
    TagSet kept = new TagSet(tags.names().stream().filter(tag -> !few.contains(tag)).toList());
    return new LabelledFilms(restrict(films, kept), kept, task, few);
  }

  /** Returns the films that have a wanted tag, without their other tags. */
  private static List<Film> restrict(List<Film> films, TagSet wanted) {
    return films.stream()
        .map(
            f ->
                new Film(
                    f.id(),
                    f.title(),
                    f.text(),
                    f.tags().stream().filter(wanted::contains).toList()))
        .filter(f -> !f.tags().isEmpty())
        .toList();
  }

  private static Task task(List<Film> films, @Nullable String task) {
    if (task == null) {
      return films.stream().anyMatch(f -> f.tags().size() > 1) ? Task.MULTI : Task.SINGLE;
    }
    return switch (task.toLowerCase(Locale.ROOT)) {
      case "single" -> Task.SINGLE;
      case "multi" -> Task.MULTI;
      default ->
          throw new IllegalArgumentException(
              "--task must be single or multi, not \"" + task + "\"");
    };
  }
}
