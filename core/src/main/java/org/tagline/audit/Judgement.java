package org.tagline.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.TagSet;

/**
 * Comparison of two taggers with the tags that people gave, on films unseen by both and on the tags
 * that both have.
 *
 * @param films number of films compared
 * @param closerFrom number of films for which the first tagger has fewer errors
 * @param closerTo number of films for which the second tagger has fewer errors
 * @param p p-value of the two-sided sign test on these counts; 1 if both are 0
 * @param microF1From micro-F1 of the first tagger
 * @param microF1To micro-F1 of the second tagger
 * @param gained number of tags that only the second tagger gives
 * @param gainedRight number of gained tags that people gave
 * @param lost number of tags that only the first tagger gives
 * @param lostRight number of lost tags that people did not give
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

  /** Returns whether the difference is not significant. */
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

  /** Returns the exact two-sided p-value of the sign test. */
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
