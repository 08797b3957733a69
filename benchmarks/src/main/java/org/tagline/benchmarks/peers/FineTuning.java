package org.tagline.benchmarks.peers;

import java.nio.file.Path;

/**
 * A fine-tuning that both sides are asked for.
 *
 * @param base folder in the hub's layout to start from
 * @param train films as lines of JSON, {@link PeerFilm}
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
public record FineTuning(
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

  FineTuning atOnce(int films) {
    return new FineTuning(
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
