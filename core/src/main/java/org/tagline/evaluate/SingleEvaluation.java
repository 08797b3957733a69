package org.tagline.evaluate;

import java.util.List;

/**
 * The evaluation of a tagger that gives every document exactly one tag.
 *
 * @param balancedAccuracy mean recall of the tags that some document really carries
 * @param macroF1 mean F1 of the tags that are some document's tag or some prediction, which is
 *     scikit-learn's default; a tag that is neither takes no part
 * @param microF1 equals the accuracy when every document has one tag
 * @param confusion which tag was taken for which
 * @param intervals how far the figures would move with other documents of the same kind
 * @param loss mean of −log of the right tag's probability, which is clamped at 1e-7
 * @param majority what one reaches without reading anything
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
