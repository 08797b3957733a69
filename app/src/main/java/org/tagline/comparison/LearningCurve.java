package org.tagline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Averages a figure by epoch over the runs that reached that epoch. */
public final class LearningCurve {

  private LearningCurve() {}

  /** Returns the mean training loss of each epoch. */
  public static List<Double> trainLoss(List<JsonNode> runs) {
    return mean(runs, "/trainLoss");
  }

  /** Returns the mean validation score of each epoch; empty without validation films. */
  public static List<Double> validationScore(List<JsonNode> runs) {
    return mean(runs, "/validation/score");
  }

  private static List<Double> mean(List<JsonNode> runs, String pointer) {
    List<Double> means = new ArrayList<>();
    for (int epoch = 0; ; epoch++) {
      double sum = 0;
      int count = 0;
      for (JsonNode run : runs) {
        JsonNode value = run.path("epochs").path(epoch).at(pointer);
        if (value.isNumber()) {
          sum += value.asDouble();
          count++;
        }
      }
      if (count == 0) {
        return means;
      }
      means.add(sum / count);
    }
  }
}
