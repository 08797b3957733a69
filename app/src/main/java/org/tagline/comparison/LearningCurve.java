package org.tagline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A figure by epoch, averaged over the runs that came so far. */
public final class LearningCurve {

  private LearningCurve() {}

  public static List<Double> trainLoss(List<JsonNode> runs) {
    return mean(runs, "/trainLoss");
  }

  /** Empty where there was no validation part. */
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
