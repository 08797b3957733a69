package org.tagline.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits films so that every part has its share of every tag and no text is on two sides, by {@link
 * IterativeStratification}; with one tag a film that is plain stratification. Films of the same
 * text are dealt as one.
 *
 * <p>The order of dealing comes from a hash of seed and text, not from the order of the films: the
 * same films give the same split however a database returns them. Stateless and thread-safe.
 */
public final class StratifiedSplitter {
  private static final int TRAIN = 0;
  private static final int VALIDATION = 1;
  private static final int TEST = 2;

  private StratifiedSplitter() {}

  /**
   * Deals the films into the three parts; each part's ids keep the order given. Films without a
   * text or a tag are in no part and are counted as left out.
   *
   * @param testShare of all films, 0 for no test part
   * @param validationShare of all films, 0 for no validation part
   * @throws IllegalArgumentException when the shares leave nothing to train on, or when there are
   *     fewer different texts than parts
   */
  public static Split split(
      List<Film> documents, double testShare, double validationShare, long seed) {
    double[] shares = {1 - testShare - validationShare, validationShare, testShare};
    if (!(testShare >= 0 && validationShare >= 0 && shares[TRAIN] > 1e-9)) {
      throw new IllegalArgumentException(
          "a test share of %s and a validation share of %s must not be negative and must leave films to train on"
              .formatted(testShare, validationShare));
    }
    List<TextGroup> groups = TextGroup.of(documents, seed);
    long parts = Arrays.stream(shares).filter(share -> share > 0).count();
    if (groups.size() < parts) {
      throw new IllegalArgumentException(
          "%d films with different texts are too few for %d parts; import more films with tags"
              .formatted(groups.size(), parts));
    }
    int[] partOfGroup = IterativeStratification.deal(groups, shares);
    fillEmptyParts(partOfGroup, shares);
    return collect(documents, groups, partOfGroup);
  }

  /**
   * The same split with a validation part dealt out of its training part, for early stopping under
   * a split file that has none. A split that has a validation part is returned as it is.
   *
   * @param share of the training part
   */
  public static Split withValidation(Split split, List<Film> documents, double share, long seed) {
    if (!split.validation().isEmpty()) {
      return split;
    }
    Split inner = split(Split.films(split.train(), documents), 0, share, seed);
    return new Split(
        inner.train(),
        inner.validation(),
        split.test(),
        split.leftOut() + inner.leftOut(),
        split.unknown());
  }

  /** Of a handful of films rounding can leave a part without any: it gets one of the largest's. */
  private static void fillEmptyParts(int[] partOfGroup, double[] shares) {
    for (int part = 0; part < shares.length; part++) {
      int[] sizes = new int[shares.length];
      Arrays.stream(partOfGroup).forEach(dealt -> sizes[dealt]++);
      if (shares[part] > 0 && sizes[part] == 0) {
        int largest = 0;
        for (int other = 1; other < sizes.length; other++) {
          largest = sizes[other] > sizes[largest] ? other : largest;
        }
        int moved = partOfGroup.length - 1;
        while (partOfGroup[moved] != largest) {
          moved--;
        }
        partOfGroup[moved] = part;
      }
    }
  }

  private static Split collect(List<Film> documents, List<TextGroup> groups, int[] partOfGroup) {
    Map<String, Integer> partOfText = new HashMap<>();
    for (int group = 0; group < partOfGroup.length; group++) {
      partOfText.put(groups.get(group).key(), partOfGroup[group]);
    }
    List<List<String>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int leftOut = 0;
    for (Film film : documents) {
      Integer part = partOfText.get(SameText.key(film.text()));
      if (part == null || film.tags().isEmpty()) {
        leftOut++;
      } else {
        parts.get(part).add(film.id());
      }
    }
    return new Split(parts.get(TRAIN), parts.get(VALIDATION), parts.get(TEST), leftOut, 0);
  }
}
