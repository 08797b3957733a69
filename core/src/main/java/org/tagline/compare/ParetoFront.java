package org.tagline.compare;

import java.util.List;

/**
 * Finds the candidates that no other dominates. A candidate dominates another if it is at least as
 * accurate, as fast and as small, and better in one of these.
 */
final class ParetoFront {

  private ParetoFront() {}

  static List<CandidateResult> of(List<CandidateResult> results, Figure quality) {
    return results.stream()
        .filter(one -> results.stream().noneMatch(other -> dominates(other, one, quality)))
        .toList();
  }

  private static boolean dominates(CandidateResult a, CandidateResult b, Figure quality) {
    double[] gains = {
      a.mean(quality) - b.mean(quality),
      b.mean(Figure.MILLIS) - a.mean(Figure.MILLIS),
      b.mean(Figure.MEMORY) - a.mean(Figure.MEMORY)
    };
    boolean better = false;
    for (double gain : gains) {
      if (gain < 0) {
        return false;
      }
      better |= gain > 0;
    }
    return better;
  }
}
