package org.tagline.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Locale;
import org.tagline.dataset.ClassWeighting;

/**
 * How a tagger is fine-tuned. {@link #DEFAULT} is a good plan for MiniLM on synopses; the {@code
 * with…} methods change one thing.
 *
 * @param epochs times every training film is read
 * @param learningRate at its peak
 * @param batch films a batch
 * @param accumulation batches whose gradients make one step
 * @param warmup share of the steps in which the learning rate rises
 * @param weightDecay of AdamW, not on biases and LayerNorm
 * @param maxGradientNorm gradients are scaled down to it
 * @param dropout share of activations dropped; negative for what the base's configuration says
 * @param labelSmoothing share of the target spread over all tags
 * @param classWeights how rare tags are weighed
 * @param windows {@code first}, {@code all} or the most windows of one film
 * @param overlap tokens that neighbouring windows share
 * @param maxTokens longest window; 0 for as long as the encoder reads, at most 512
 * @param precision {@code auto}, {@code bf16} or {@code fp32}
 * @param tokenBudget tokens computed at once; bounds memory, not results
 * @param patience epochs without a better validation score after which training stops; 0 for never
 * @param checkpointEvery steps between checkpoints; 0 for none
 * @param seed of fresh weights, order and dropout
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record TrainingPlan(
    int epochs,
    double learningRate,
    int batch,
    int accumulation,
    double warmup,
    double weightDecay,
    double maxGradientNorm,
    double dropout,
    double labelSmoothing,
    ClassWeighting classWeights,
    String windows,
    int overlap,
    int maxTokens,
    String precision,
    int tokenBudget,
    int patience,
    int checkpointEvery,
    long seed) {

  /** Mean over all windows, 4 epochs at 1e-4, 16 films a batch, square-root class weights. */
  public static final TrainingPlan DEFAULT =
      new TrainingPlan(
          4,
          1e-4,
          16,
          1,
          0.1,
          0.01,
          1.0,
          -1,
          0,
          ClassWeighting.SQRT,
          "all",
          0,
          0,
          "auto",
          4096,
          0,
          25,
          42);

  public TrainingPlan {
    check(epochs >= 1, "epochs must be at least 1, not " + epochs);
    check(
        learningRate > 0 && learningRate < 1,
        "the learning rate must lie between 0 and 1 (1e-4 is usual), not " + learningRate);
    check(batch >= 1, "a batch needs at least one film, not " + batch);
    check(accumulation >= 1, "accumulation must be at least 1, not " + accumulation);
    check(warmup >= 0 && warmup <= 1, "warm-up is a share of the steps, 0 to 1, not " + warmup);
    check(weightDecay >= 0, "weight decay cannot be negative: " + weightDecay);
    check(maxGradientNorm > 0, "the gradient norm's bound must be positive: " + maxGradientNorm);
    check(dropout < 1, "dropout must be below 1, not " + dropout);
    check(tokenBudget >= 64, "the token budget must be at least 64, not " + tokenBudget);
    check(patience >= 0, "patience cannot be negative: " + patience);
    check(checkpointEvery >= 0, "checkpoint-every cannot be negative: " + checkpointEvery);
    windows = windows.toLowerCase(Locale.ROOT);
    precision = precision.toLowerCase(Locale.ROOT);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
