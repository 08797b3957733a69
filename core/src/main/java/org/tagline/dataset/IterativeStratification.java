package org.tagline.dataset;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Iterative stratification: assigns groups of films to parts so that each part gets its share of
 * every tag (Sechidis, Tsoumakas and Vlahavas, "On the Stratification of Multi-Label Data", ECML
 * PKDD 2011, algorithm 1). Ties are broken by the order of the parts instead of randomly.
 */
final class IterativeStratification {
  private static final double TIE = 1e-9;

  private final List<TextGroup> groups;
  private final int[] partOf;
  private final double[] wanted;
  private final Map<String, double[]> wantedOfTag = new HashMap<>();
  private final Map<String, Set<Integer>> openOfTag = new TreeMap<>();

  private IterativeStratification(List<TextGroup> groups, double[] shares) {
    this.groups = groups;
    partOf = new int[groups.size()];
    wanted = new double[shares.length];
    for (int group = 0; group < groups.size(); group++) {
      add(wanted, shares, groups.get(group).size());
      for (Map.Entry<String, Integer> tag : groups.get(group).tags().entrySet()) {
        add(
            wantedOfTag.computeIfAbsent(tag.getKey(), any -> new double[shares.length]),
            shares,
            tag.getValue());
        openOfTag.computeIfAbsent(tag.getKey(), any -> new LinkedHashSet<>()).add(group);
      }
    }
  }

  /**
   * Returns the index of the part of each group, in the order of the groups.
   *
   * @param groups groups with at least one tag each
   * @param shares share of each part, summing to 1
   */
  static int[] deal(List<TextGroup> groups, double[] shares) {
    IterativeStratification dealing = new IterativeStratification(groups, shares);
    while (!dealing.openOfTag.isEmpty()) {
      dealing.dealRarestTag();
    }
    return dealing.partOf;
  }

  private void dealRarestTag() {
    String rarest =
        openOfTag.entrySet().stream()
            .min(Comparator.comparingInt(entry -> entry.getValue().size()))
            .orElseThrow()
            .getKey();
    double[] wantedHere = wantedOfTag.getOrDefault(rarest, wanted);
    for (int group : List.copyOf(openOfTag.getOrDefault(rarest, Set.of()))) {
      int part = neediest(wantedHere);
      partOf[group] = part;
      wanted[part] -= groups.get(group).size();
      groups
          .get(group)
          .tags()
          .forEach(
              (tag, count) -> {
                wantedOfTag.getOrDefault(tag, wanted)[part] -= count;
                openOfTag.computeIfPresent(
                    tag, (any, open) -> open.remove(group) && open.isEmpty() ? null : open);
              });
    }
  }

  /**
   * Returns the part that needs most films with the tag; ties go to the part that needs most films.
   */
  private int neediest(double[] wantedHere) {
    int best = 0;
    for (int part : IntStream.range(1, wantedHere.length).toArray()) {
      double more = wantedHere[part] - wantedHere[best];
      if (more > TIE || (more > -TIE && wanted[part] - wanted[best] > TIE)) {
        best = part;
      }
    }
    return best;
  }

  private static void add(double[] sums, double[] shares, int count) {
    for (int part = 0; part < sums.length; part++) {
      sums[part] += shares[part] * count;
    }
  }
}
