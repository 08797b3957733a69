package org.tagline.train;

import static org.tagline.hyperparameter.Hyperparameter.choice;
import static org.tagline.hyperparameter.Hyperparameter.decimal;
import static org.tagline.hyperparameter.Hyperparameter.integer;
import static org.tagline.hyperparameter.Hyperparameter.matching;
import static org.tagline.hyperparameter.Hyperparameter.wide;
import static org.tagline.hyperparameter.HyperparameterGroup.COMPUTING;
import static org.tagline.hyperparameter.HyperparameterGroup.DATA;
import static org.tagline.hyperparameter.HyperparameterGroup.LORA;
import static org.tagline.hyperparameter.HyperparameterGroup.SEVERAL_TAGS;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagline.hyperparameter.Hyperparameters;
import org.tagline.train.loss.Losses;

/**
 * The hyperparameters of a fine-tuning. Start from {@link #DEFAULT} or {@link Method#defaults}, and
 * change values with {@link #with}. {@link #HYPERPARAMETERS} has the ranges and defaults.
 *
 * @param method id of the {@link Method}, which decides which weights are trained
 * @param epochs passes over the training documents
 * @param learningRate peak learning rate
 * @param batch documents per batch
 * @param accumulation batches whose gradients are summed up for one step
 * @param warmup share of the steps in which the learning rate rises from 0 to its peak
 * @param weightDecay AdamW's weight decay; biases and LayerNorm weights have none
 * @param maxGradientNorm gradients with a larger norm are scaled down to this norm
 * @param dropout share of activations that are dropped; negative for the base's own setting
 * @param labelSmoothing share of the target that is spread over all labels
 * @param loss loss of multi-label documents: one of {@link Losses}; exclusive labels have cross
 *     entropy
 * @param windows windows read per document: {@code first}, {@code all}, or a number that limits
 *     them in training
 * @param overlap tokens that neighbouring windows share
 * @param maxTokens longest window in tokens; 0 for as long as the encoder reads, at most 512
 * @param precision number format of matrix products: {@code auto}, {@code bf16} or {@code fp32}
 * @param tokenBudget tokens computed at once by all workers together, at least one window per
 *     worker; bounds memory and does not change results
 * @param patience epochs without a better validation score after which training stops; 0 for never
 * @param checkpointEvery steps between checkpoints; 0 for none
 * @param seed seed of fresh weights, order and dropout
 * @param trainLayers number of upper layers that are trained; 0 for all, with {@code full} the
 *     embeddings too
 * @param loraRank rank of LoRA's low-rank matrices
 * @param loraAlpha LoRA's output is scaled by alpha / rank
 * @param loraDropout share of LoRA's inputs that are dropped
 * @param loraTargets linear layers that LoRA adapts: {@code attention} for query and value, {@code
 *     all-linear}, or comma-separated ends of layer names
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
  /** LoRA target: the query and value layers of attention, PEFT's default. */
  public static final String LORA_ATTENTION = "attention";

  /**
   * One entry per component, in the same order. Variants of the defaults are ids of methods. Runs
   * of 4 epochs at 1e-4 with 16 documents per batch suit a full fine-tuning.
   */
  public static final Hyperparameters HYPERPARAMETERS =
      Hyperparameters.of(
          choice("method", "full", List.of("upper", "full", "lora", "frozen"))
              .shownAs("upper; full if the base is random, has under four layers or is a Funnel")
              .help(
                  "METHOD",
                  "Weights to train. upper: the upper layers and the head; full: all weights; lora:"
                      + " low-rank additions, merged into the weights at the end; frozen: the head"
                      + " alone, on vectors that are computed once."),
          integer("epochs", 4)
              .atLeast(1)
              .variant("upper", 3)
              .variant("frozen", 30)
              .help("Passes over the training films."),
          decimal("learningRate", 1e-4)
              .above(0)
              .below(1)
              .variant("upper", 2e-4)
              .variant("lora", 1e-3)
              .variant("frozen", 1e-2)
              .help("RATE", "Peak learning rate."),
          integer("batch", 16).atLeast(1).help("Films per batch."),
          integer("accumulation", 1)
              .atLeast(1)
              .help("Batches whose gradients are summed up for one step."),
          decimal("warmup", 0.1)
              .atLeast(0)
              .atMost(1)
              .help("SHARE", "Share of the steps in which the learning rate rises."),
          decimal("weightDecay", 0.01).atLeast(0).help("RATE", "Weight decay of AdamW."),
          decimal("maxGradientNorm", 1)
              .above(0)
              .help("NORM", "Gradients with a larger norm are scaled down to it."),
          decimal("dropout", -1)
              .below(1)
              .shownAs("-1: as in the base's configuration")
              .help("SHARE", "Share of activations that are dropped."),
          decimal("labelSmoothing", 0)
              .atLeast(0)
              .atMost(1)
              .help("SHARE", "Share of the target that is spread over all tags."),
          choice("loss", Losses.DEFAULT, Losses.names())
              .in(SEVERAL_TAGS)
              .help(
                  "Loss if films have several tags: binary cross entropy, focal loss, or"
                      + " distribution-balanced loss."),
          matching(
                  "windows",
                  "all",
                  "(?i)first|all|[1-9][0-9]{0,5}",
                  "first, all or a number such as 4")
              .in(DATA)
              .help(
                  "first|all|N",
                  "Windows read per film: the first; all; or in training at most N, evenly spread,"
                      + " and all afterwards."),
          integer("overlap", 0)
              .atLeast(0)
              .in(DATA)
              .help("TOKENS", "Tokens that neighbouring windows share."),
          integer("maxTokens", 0)
              .atLeast(0)
              .in(DATA)
              .shownAs("0: as many as the base reads, at most 512")
              .help("Longest window in tokens."),
          choice("precision", "auto", List.of("auto", "bf16", "fp32"))
              .in(COMPUTING)
              .help("Number format of matrix products; auto takes bf16 if it is faster here."),
          integer("tokenBudget", 2048)
              .atLeast(64)
              .in(COMPUTING)
              .help("Tokens computed at once; fewer need less memory."),
          integer("patience", 0)
              .atLeast(0)
              .shownAs("0: never")
              .help("Stop after N epochs without a better validation score."),
          integer("checkpointEvery", 25)
              .atLeast(0)
              .in(COMPUTING)
              .help("STEPS", "Steps between checkpoints; 0 for none."),
          wide("seed", 42).help("Seed of everything random."),
          integer("trainLayers", 0)
              .atLeast(0)
              .variant("upper", 2)
              .help(
                  "Train the upper N layers and the head; 0 for all. Vectors of the lower layers are"
                      + " computed once and kept for later trainings."),
          integer("loraRank", 8)
              .atLeast(1)
              .atMost(1024)
              .in(LORA)
              .help("Rank of LoRA's low-rank matrices."),
          decimal("loraAlpha", 16)
              .above(0)
              .in(LORA)
              .help("ALPHA", "LoRA's output is scaled by ALPHA / rank."),
          decimal("loraDropout", 0)
              .atLeast(0)
              .below(1)
              .in(LORA)
              .help("SHARE", "Share of LoRA's inputs that are dropped."),
          matching(
                  "loraTargets",
                  LORA_ATTENTION,
                  "[^,\\s][^,]*(,[^,]+)*",
                  "attention, all-linear or names such as query,key,value")
              .in(LORA)
              .help(
                  "LAYERS",
                  "Layers that LoRA adapts: attention (query and value), all-linear, or"
                      + " comma-separated ends of layer names."));

  /** The default plan of a full fine-tuning. */
  public static final TrainingPlan DEFAULT = HYPERPARAMETERS.defaults("full", TrainingPlan.class);

  public TrainingPlan {
    method = method.toLowerCase(Locale.ROOT);
    loss = loss.toLowerCase(Locale.ROOT);
    windows = windows.toLowerCase(Locale.ROOT);
    precision = precision.toLowerCase(Locale.ROOT);
    loraTargets = loraTargets.replace(" ", "");
    HYPERPARAMETERS.check(
        method,
        epochs,
        learningRate,
        batch,
        accumulation,
        warmup,
        weightDecay,
        maxGradientNorm,
        dropout,
        labelSmoothing,
        loss,
        windows,
        overlap,
        maxTokens,
        precision,
        tokenBudget,
        patience,
        checkpointEvery,
        seed,
        trainLayers,
        loraRank,
        loraAlpha,
        loraDropout,
        loraTargets);
  }

  /**
   * Returns this plan with one value changed.
   *
   * @throws IllegalArgumentException for an unknown name or a value that is not allowed
   */
  public TrainingPlan with(String name, Object value) {
    return with(Map.of(name, value));
  }

  /**
   * Returns this plan with some values changed.
   *
   * @param changes values by the names of components
   * @throws IllegalArgumentException for an unknown name or a value that is not allowed
   */
  public TrainingPlan with(Map<String, ?> changes) {
    return HYPERPARAMETERS.with(this, changes);
  }
}
