package org.tagline.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits films so that every part has its share of every tag and no text is in two parts, by {@link
 * IterativeStratification}. With one tag per film this is plain stratification.
 *
 * <p>Groups of films with the same text are assigned in the order of a hash of seed and text, so
 * that the split does not depend on the order in which a database returns the films. Stateless and
 * thread-safe.
 */
public final class StratifiedSplitter {
  private static final int TRAIN = 0;
  private static final int VALIDATION = 1;
  private static final int TEST = 2;

  private StratifiedSplitter() {}

  /**
   * Splits the films into three parts, each in the given order. Films without a text or a tag are
   * in no part and count as left out.
   *
   * @param testShare share of the test part; 0 for none
   * @param validationShare share of the validation part; 0 for none
   * @throws IllegalArgumentException if the shares leave nothing to train on, or if there are fewer
   *     different texts than parts
   */
  public static Split split(List<Film> films, double testShare, double validationShare, long seed) {
    double[] shares = {1 - testShare - validationShare, validationShare, testShare};
    if (!(testShare >= 0 && validationShare >= 0 && shares[TRAIN] > 1e-9)) {
      throw new IllegalArgumentException(
          "the test share %s and the validation share %s must not be negative and must leave films to train on"
              .formatted(testShare, validationShare));
    }
    List<TextGroup> groups = TextGroup.of(films, seed);
    long parts = Arrays.stream(shares).filter(share -> share > 0).count();
    if (groups.size() < parts) {
      throw new IllegalArgumentException(
          "%d different texts are too few for %d parts; import more films with tags"
              .formatted(groups.size(), parts));
    }
    int[] partOfGroup = IterativeStratification.deal(groups, shares);
    fillEmptyParts(partOfGroup, shares);
    return collect(films, groups, partOfGroup);
  }

  /**
   * Takes a validation part out of the training part, for split files without one. Returns the
   * split unchanged if it has a validation part.
   *
   * @param share share of the training films to take
   */
  public static Split withValidation(Split split, List<Film> films, double share, long seed) {
    if (!split.validation().isEmpty()) {
      return split;
    }
    Split inner = split(Split.films(split.train(), films), 0, share, seed);
    return new Split(
        inner.train(),
        inner.validation(),
        split.test(),
        split.leftOut() + inner.leftOut(),
        split.unknown());
  }

  /** Moves one group from the largest part to each part that rounding left empty. */
  private static void fillEmptyParts(int[] partOfGroup, double[] shares) {
    for (int part = 0; part < shares.length; part++) {
      int[] sizes = new int[shares.length];
      Arrays.stream(partOfGroup).forEach(of -> sizes[of]++);
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

  private static Split collect(List<Film> films, List<TextGroup> groups, int[] partOfGroup) {
    Map<String, Integer> partOfText = new HashMap<>();
    for (int group = 0; group < partOfGroup.length; group++) {
      partOfText.put(groups.get(group).key(), partOfGroup[group]);
    }
    List<List<String>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int leftOut = 0;
    for (Film film : films) {
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
