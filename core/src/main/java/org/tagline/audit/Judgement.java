package org.tagline.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.TagSet;

/**
 * Which of two taggers people's tags agree with, on films that had a part in neither and of tags
 * that both know.
 *
 * @param films judged on
 * @param closerFrom films on which the first tagger's set differs from people's by fewer tags
 * @param closerTo films on which the second's does
 * @param p how likely so uneven a count is by chance, two-sided sign test; 1 where there is none
 * @param microF1From of the first tagger's tags
 * @param microF1To of the second's
 * @param gained tags that films would get
 * @param gainedRight those of them that people gave
 * @param lost tags that films would lose
 * @param lostRight those of them that people did not give
 */
public record Judgement(
    int films,
    int closerFrom,
    int closerTo,
    double p,
    double microF1From,
    double microF1To,
    int gained,
    int gainedRight,
    int lost,
    int lostRight) {
  private static final double SIGNIFICANT = 0.05;

  /** Whether the difference may be chance. */
  public boolean noise() {
    return p >= SIGNIFICANT;
  }

  static @Nullable Judgement of(List<TaggerDiff.FilmChange> all, TagSet from, TagSet to) {
    TagSet common = from.retain(to.names());
    int films = 0;
    int closerFrom = 0;
    int closerTo = 0;
    int gained = 0;
    int gainedRight = 0;
    int lost = 0;
    int lostRight = 0;
    Decisions.Counts before = new Decisions.Counts(0, 0, 0);
    Decisions.Counts after = before;
    for (TaggerDiff.FilmChange film : all) {
      if (!film.unseen() || film.tags().stream().noneMatch(common::contains)) {
        continue;
      }
      films++;
      int nearer = 0;
      for (String tag : common.names()) {
        boolean carries = film.tags().contains(tag);
        boolean had = film.from().contains(tag);
        boolean has = film.to().contains(tag);
        before = before.plus(carries, had);
        after = after.plus(carries, has);
        if (had != has) {
          nearer += has == carries ? 1 : -1;
          gained += has ? 1 : 0;
          gainedRight += has && carries ? 1 : 0;
          lost += had ? 1 : 0;
          lostRight += had && !carries ? 1 : 0;
        }
      }
      closerTo += nearer > 0 ? 1 : 0;
      closerFrom += nearer < 0 ? 1 : 0;
    }
    return films == 0
        ? null
        : new Judgement(
            films,
            closerFrom,
            closerTo,
            signTest(closerFrom, closerTo),
            before.f1(),
            after.f1(),
            gained,
            gainedRight,
            lost,
            lostRight);
  }

  /** Exact: how likely a fair coin falls as unevenly or more. */
  static double signTest(int first, int second) {
    int n = first + second;
    double logTerm = -n * Math.log(2);
    double tail = 0;
    for (int k = 0; k <= Math.min(first, second); k++) {
      tail += Math.exp(logTerm);
      logTerm += Math.log((double) (n - k) / (k + 1));
    }
    return Math.min(1, 2 * tail);
  }
}
