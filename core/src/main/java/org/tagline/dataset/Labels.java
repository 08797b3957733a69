package org.tagline.dataset;

import java.util.List;

/** People's tags as the metrics want them. */
public final class Labels {

  private Labels() {}

  /** The one tag of each film. */
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

  /** {@code [films, tags]}; tags that the tagger does not know are left out. */
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
