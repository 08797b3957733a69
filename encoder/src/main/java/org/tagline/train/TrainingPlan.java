package org.tagline.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.tagline.train.loss.Losses;

/**
 * How a tagger is fine-tuned. {@link #DEFAULT} trains every weight; {@link Method#defaults} adapts
 * it to a method, {@link #with} changes one thing.
 *
 * @param method which weights are trained, and how: the id of a {@link Method}
 * @param epochs times every training film is read
 * @param learningRate at its peak
 * @param batch films a batch
 * @param accumulation batches whose gradients make one step
 * @param warmup share of the steps in which the learning rate rises
 * @param weightDecay of AdamW, not on biases and LayerNorm
 * @param maxGradientNorm gradients are scaled down to it
 * @param dropout share of activations dropped; negative for what the base's configuration says
 * @param labelSmoothing share of the target spread over all tags
 * @param loss of many tags a film: one of {@link Losses}; exclusive tags have cross entropy
 * @param windows {@code first}, {@code all} or the most windows of one film
 * @param overlap tokens that neighbouring windows share
 * @param maxTokens longest window; 0 for as long as the encoder reads, at most 512
 * @param precision {@code auto}, {@code bf16} or {@code fp32}
 * @param tokenBudget tokens computed at once, by all workers together but a window each at least;
 *     bounds memory, not results
 * @param patience epochs without a better validation score after which training stops; 0 for never
 * @param checkpointEvery steps between checkpoints; 0 for none
 * @param seed of fresh weights, order and dropout
 * @param trainLayers layers that are trained, from the top; 0 for all, and with {@code full} the
 *     embeddings too
 * @param loraRank of what LoRA adds to a layer
 * @param loraAlpha what LoRA adds is multiplied by this share of the rank
 * @param loraDropout share of the inputs of what LoRA adds that is dropped
 * @param loraTargets layers that LoRA adapts: {@code attention} for its query and value, {@code
 *     all-linear}, or the ends of their names with commas between
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record TrainingPlan(
    String method,
    int epochs,
    double learningRate,
    int batch,
    int accumulation,
    double warmup,
    double weightDecay,
    double maxGradientNorm,
    double dropout,
    double labelSmoothing,
    String loss,
    String windows,
    int overlap,
    int maxTokens,
    String precision,
    int tokenBudget,
    int patience,
    int checkpointEvery,
    long seed,
    int trainLayers,
    int loraRank,
    double loraAlpha,
    double loraDropout,
    String loraTargets) {
  /** As a LoRA target: the query and value layers of attention, PEFT's own default. */
  public static final String LORA_ATTENTION = "attention";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Mean over all windows, 4 epochs at 1e-4, 16 films per batch. */
  public static final TrainingPlan DEFAULT =
      new TrainingPlan(
          "full",
          4,
          1e-4,
          16,
          1,
          0.1,
          0.01,
          1.0,
          -1,
          0,
          Losses.DEFAULT,
          "all",
          0,
          0,
          "auto",
          2048,
          0,
          25,
          42,
          0,
          8,
          16,
          0,
          LORA_ATTENTION);

  public TrainingPlan {
    method = method.toLowerCase(Locale.ROOT);
    loss = Losses.known(loss);
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
    check(trainLayers >= 0, "the layers to train cannot be fewer than 0: " + trainLayers);
    check(loraRank >= 1 && loraRank <= 1024, "LoRA's rank must lie in 1…1024, not " + loraRank);
    check(loraAlpha > 0, "LoRA's alpha must be positive, not " + loraAlpha);
    check(
        loraDropout >= 0 && loraDropout < 1,
        "LoRA's dropout must be at least 0 and below 1, not " + loraDropout);
    check(!loraTargets.isBlank(), "LoRA needs layers to adapt, such as attention or all-linear");
    loraTargets = loraTargets.replace(" ", "");
    windows = windows.toLowerCase(Locale.ROOT);
    precision = precision.toLowerCase(Locale.ROOT);
  }

  /**
   * This plan with one thing changed, by its name here; a wrong value is refused as in {@code new}.
   */
  public TrainingPlan with(String name, Object value) {
    ObjectNode changed = JSON.valueToTree(this);
    if (!changed.has(name)) {
      throw new IllegalArgumentException("a plan has no " + name);
    }
    changed.set(name, JSON.valueToTree(value));
    try {
      return JSON.treeToValue(changed, TrainingPlan.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException refused ? refused : e;
      throw new IllegalArgumentException(cause.getMessage(), e);
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
