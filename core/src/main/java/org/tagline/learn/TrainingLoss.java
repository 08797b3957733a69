package org.tagline.learn;

import java.util.List;
import java.util.function.IntFunction;
import org.tagline.dataset.Task;
import org.tagline.tagger.Tagger;

/** Mean cross entropy on the training films in nats, without class weights. */
final class TrainingLoss {
  private static final double SMALLEST = 1e-7;

  private TrainingLoss() {}

  /**
   * Returns the mean over the training films and, for multi-label tasks, the tags.
   *
   * @param logits logits of the film with an index
   */
  static double mean(TrainingData data, IntFunction<float[]> logits) {
    double sum = 0;
    for (int film = 0; film < data.train().size(); film++) {
      float[] target = data.target(data.train().get(film));
      float[] probabilities = Tagger.probabilities(data.task(), logits.apply(film), 1, List.of());
      sum +=
          data.task() == Task.SINGLE ? single(target, probabilities) : multi(target, probabilities);
    }
    return sum / data.train().size();
  }

  private static double single(float[] target, float[] probabilities) {
    double right = 0;
    for (int tag = 0; tag < target.length; tag++) {
      right += target[tag] * probabilities[tag];
    }
    return -Math.log(Math.max(SMALLEST, right));
  }

  private static double multi(float[] target, float[] probabilities) {
    double loss = 0;
    for (int tag = 0; tag < target.length; tag++) {
      double right = target[tag] > 0 ? probabilities[tag] : 1 - probabilities[tag];
      loss -= Math.log(Math.max(SMALLEST, right));
    }
    return loss / target.length;
  }
}
