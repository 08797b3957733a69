package org.tagline.audit;

import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.TagSet;

/** On how many films tags stand, alone and with each other. */
final class Cooccurrence {
  private final TagSet tags;
  private final int films;

  /** {@code [tags, tags]}; a tag's own films on the diagonal. */
  private final int[][] both;

  private Cooccurrence(TagSet tags, int films, int[][] both) {
    this.tags = tags;
    this.films = films;
    this.both = both;
  }

  static Cooccurrence of(List<Film> labelled, TagSet tags) {
    int[][] both = new int[tags.size()][tags.size()];
    for (Film film : labelled) {
      int[] known = film.tags().stream().filter(tags::contains).mapToInt(tags::indexOf).toArray();
      for (int a : known) {
        for (int b : known) {
          both[a][b]++;
        }
      }
    }
    return new Cooccurrence(tags, labelled.size(), both);
  }

  int films() {
    return films;
  }

  int films(int tag) {
    return both[tag][tag];
  }

  TagPair pair(int a, int b, double correlation) {
    return TagPair.of(
        tags.name(a), tags.name(b), films, films(a), films(b), both[a][b], correlation);
  }

  /** Films that would have both if neither tag said anything of the other. */
  double expected(TagPair pair) {
    return (double) pair.filmsFirst() * pair.filmsSecond() / films;
  }
}
