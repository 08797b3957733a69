package org.tagline.benchmarks.finetuning;

import java.nio.file.Path;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.input.TokenizedFilm;

/**
 * A fine-tuning that both sides run.
 *
 * @param base folder of the base encoder, in the layout of the Hugging Face hub
 * @param train file of training films, one {@link TokenizedFilm} per line
 * @param test file of test films, on which macro-F1 is measured
 * @param scratch folder for temporary files
 * @param classWeights class weights of the loss, one per tag
 * @param epochs number of epochs
 * @param learningRate peak learning rate
 * @param batch films per step
 * @param atOnce films per forward pass, used by Hugging Face Trainer only
 * @param warmup share of the steps in which the learning rate rises
 * @param weightDecay weight decay of AdamW
 * @param maxGradientNorm norm to which larger gradients are scaled down
 * @param seed seed of the head's weights, the order of the films and dropout
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

  /**
   * Creates a task with Tagline's default plan for fine-tuning every weight.
   *
   * @param folder folder that {@link Preparation} wrote to
   * @param prepared summary of the prepared input
   */
  public static FineTuningTask of(
      Path folder, Preparation.PreparedInput prepared, int epochs, int batch, long seed) {
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

  /** Returns the same task with another number of films per forward pass. */
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
