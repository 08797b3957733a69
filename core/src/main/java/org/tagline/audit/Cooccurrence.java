package org.tagline.audit;

import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.TagSet;

/** Counts the films of each tag and of each pair of tags. */
final class Cooccurrence {
  private final TagSet tags;
  private final int films;

  /** {@code [tags, tags]} number of films with both tags; on the diagonal, films of the tag. */
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

  /** Returns the expected number of films with both tags if they were independent. */
  double expected(TagPair pair) {
    return (double) pair.filmsFirst() * pair.filmsSecond() / films;
  }
}
