package org.tagline.evaluate;

import java.util.List;

/**
 * Metrics of a single-label tagger.
 *
 * @param documents number of films
 * @param accuracy share of films whose tag is right
 * @param balancedAccuracy mean recall of the tags with support
 * @param macroF1 mean F1 of the tags with support or predictions, as in scikit-learn by default
 * @param microF1 equal to the accuracy, as every film has one tag
 * @param perTag figures of each tag
 * @param confusion confusion matrix
 * @param intervals 95 % bootstrap intervals
 * @param loss mean negative logarithm of the probability of the right tag, clamped at 1e-7
 * @param majority figures of the majority baseline
 */
public record SingleEvaluation(
    int documents,
    double accuracy,
    double balancedAccuracy,
    double macroF1,
    double microF1,
    List<TagScore> perTag,
    Confusion confusion,
    Intervals intervals,
    double loss,
    Majority majority)
    implements Evaluation {

  public SingleEvaluation {
    perTag = List.copyOf(perTag);
  }

  /** The 95 % intervals of {@link Bootstrap}. */
  public record Intervals(
      Interval accuracy, Interval balancedAccuracy, Interval macroF1, Interval microF1) {}
}
