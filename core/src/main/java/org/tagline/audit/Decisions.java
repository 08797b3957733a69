package org.tagline.audit;

import java.util.List;
import org.tagline.dataset.TagSet;

/** Labels and predictions for films as matrices {@code [films, tags]}. */
final class Decisions {
  final boolean[][] labels;
  final boolean[][] given;
  final float[][] probabilities;

  private Decisions(boolean[][] labels, boolean[][] given, float[][] probabilities) {
    this.labels = labels;
    this.given = given;
    this.probabilities = probabilities;
  }

  static Decisions of(List<AuditedFilm> films, TagSet tags) {
    boolean[][] labels = new boolean[films.size()][];
    boolean[][] given = new boolean[films.size()][];
    float[][] probabilities = new float[films.size()][];
    for (int film = 0; film < labels.length; film++) {
      AuditedFilm one = films.get(film);
      labels[film] = row(one.tags(), tags);
      given[film] = row(one.predicted(), tags);
      probabilities[film] = one.probabilities();
    }
    return new Decisions(labels, given, probabilities);
  }

  private static boolean[] row(List<String> tags, TagSet known) {
    boolean[] row = new boolean[known.size()];
    tags.stream().filter(known::contains).forEach(tag -> row[known.indexOf(tag)] = true);
    return row;
  }

  int films() {
    return labels.length;
  }

  Counts counts(int tag) {
    Counts counts = new Counts(0, 0, 0);
    for (int film = 0; film < labels.length; film++) {
      counts = counts.plus(labels[film][tag], given[film][tag]);
    }
    return counts;
  }

  /**
   * Counts of a tag.
   *
   * @param carried number of films with the tag
   * @param given number of films predicted to have the tag
   * @param right number of films with both
   */
  record Counts(int carried, int given, int right) {

    Counts plus(boolean carries, boolean gives) {
      return new Counts(
          carried + (carries ? 1 : 0), given + (gives ? 1 : 0), right + (carries && gives ? 1 : 0));
    }

    Counts plus(Counts other) {
      return new Counts(carried + other.carried, given + other.given, right + other.right);
    }

    Counts minus(Counts other) {
      return new Counts(carried - other.carried, given - other.given, right - other.right);
    }

    double f1() {
      return carried + given == 0 ? 0 : 2.0 * right / (carried + given);
    }
  }
}
