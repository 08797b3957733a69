package org.tagline.dataset;

import java.util.List;

/** Converts the tags of films to the label arrays that the metrics take. */
public final class Labels {

  private Labels() {}

  /**
   * Returns the tag index of each film.
   *
   * @throws IllegalArgumentException if a film does not have exactly one tag
   */
  public static int[] single(List<Film> films, TagSet tags) {
    return films.stream()
        .mapToInt(
            film -> {
              if (film.tags().size() != 1) {
                throw new IllegalArgumentException(
                    "film " + film.id() + " needs exactly one tag, not " + film.tags());
              }
              return tags.indexOf(film.tags().get(0));
            })
        .toArray();
  }

  /** Returns labels of shape {@code [films, tags]}; tags outside the tag set are ignored. */
  public static boolean[][] multi(List<Film> films, TagSet tags) {
    boolean[][] labels = new boolean[films.size()][tags.size()];
    for (int i = 0; i < labels.length; i++) {
      for (String tag : films.get(i).tags()) {
        if (tags.contains(tag)) {
          labels[i][tags.indexOf(tag)] = true;
        }
      }
    }
    return labels;
  }
}
