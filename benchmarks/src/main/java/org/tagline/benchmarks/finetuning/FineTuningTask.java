package org.tagline.benchmarks.finetuning;

import java.nio.file.Path;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.input.TokenizedFilm;

/**
 * A fine-tuning that both sides are asked for.
 *
 * @param base folder in the hub's layout to start from
 * @param train films as lines of JSON, {@link TokenizedFilm}
 * @param test films to measure macro-F1 on
 * @param scratch a folder to write into
 * @param classWeights of the loss
 * @param epochs times every film is read
 * @param learningRate at its peak
 * @param batch films a step
 * @param atOnce films computed at once where the side leaves that to its user
 * @param warmup share of the steps in which the learning rate rises
 * @param weightDecay of AdamW
 * @param maxGradientNorm gradients are scaled down to it
 * @param seed of the head's weights, order and dropout
 */
public record FineTuningTask(
    Path base,
    Path train,
    Path test,
    Path scratch,
    float[] classWeights,
    int epochs,
    double learningRate,
    int batch,
    int atOnce,
    double warmup,
    double weightDecay,
    double maxGradientNorm,
    long seed) {

  /** The default plan of a whole fine-tuning, on what {@link Preparation} left in a folder. */
  public static FineTuningTask of(
      Path folder, Preparation.Prepared prepared, int epochs, int batch, long seed) {
    int[] films = prepared.trainTags();
    float[] weights = new float[films.length];
    for (int i = 0; i < weights.length; i++) {
      double balanced = (double) prepared.trainFilms() / weights.length / Math.max(1, films[i]);
      weights[i] = (float) Math.sqrt(balanced);
    }
    return new FineTuningTask(
        folder.resolve("base"),
        folder.resolve("train.jsonl"),
        folder.resolve("test.jsonl"),
        folder.resolve("scratch"),
        weights,
        epochs,
        1e-4,
        batch,
        batch,
        0.1,
        0.01,
        1,
        seed);
  }

  public FineTuningTask atOnce(int films) {
    return new FineTuningTask(
        base,
        train,
        test,
        scratch,
        classWeights,
        epochs,
        learningRate,
        batch,
        films,
        warmup,
        weightDecay,
        maxGradientNorm,
        seed);
  }
}
