package org.tagline.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.dataset.ClassWeighting;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.linear.LinearPlan;
import org.tagline.train.Method;
import org.tagline.train.TrainingPlan;
import org.tagline.train.method.Methods;
import picocli.CommandLine.Option;

/**
 * The options that make a {@link TrainingPlan}: a method's default plan, changed by a file, changed
 * by what is typed. Use as a picocli mixin.
 */
public final class PlanOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Options that are the linear model's where one is learned beside an encoder. */
  private static final List<String> BESIDE = List.of("c", "mostTerms");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A plan as JSON with any of these options in camelCase, such as learningRate.")
  @Nullable Path config;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "upper trains the upper layers, on what the lower ones compute once; full trains every"
              + " weight; lora trains small additions to the encoder's layers and merges them at"
              + " the end; frozen computes each window's vector once and trains the head alone"
              + " (upper; full where the base is random, has fewer than four layers, or is a"
              + " Funnel).")
  @Nullable String method;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Times each film is read (upper: 3; full, lora: 4; frozen: 30).")
  @Nullable Integer epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "At its peak (upper: 2e-4; full: 1e-4; lora: 1e-3; frozen: 1e-2).")
  @Nullable Double learningRate;

  @Option(names = "--batch", paramLabel = "N", description = "Films a batch (16).")
  @Nullable Integer batch;

  @Option(
      names = "--accumulation",
      paramLabel = "N",
      description = "Batches whose gradients make one step (1).")
  @Nullable Integer accumulation;

  @Option(
      names = "--warmup",
      paramLabel = "SHARE",
      description = "Share of the steps in which the learning rate rises (0.1).")
  @Nullable Double warmup;

  @Option(names = "--weight-decay", paramLabel = "RATE", description = "Of AdamW (0.01).")
  @Nullable Double weightDecay;

  @Option(
      names = "--max-gradient-norm",
      paramLabel = "NORM",
      description = "Larger gradients are scaled down to it (1).")
  @Nullable Double maxGradientNorm;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Share of activations dropped (what the base's configuration says).")
  @Nullable Double dropout;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description = "Share of the target spread over all tags (0).")
  @Nullable Double labelSmoothing;

  @Option(
      names = "--loss",
      paramLabel = "bce|focal|db",
      description =
          "Where films have several tags: binary cross entropy, focal, or distribution-balanced"
              + " (bce).")
  @Nullable String loss;

  @Option(
      names = "--class-weights",
      paramLabel = "SCHEME",
      description = "How rare tags are weighed: none, balanced, sqrt or max (sqrt).")
  @Nullable String classWeights;

  @Option(
      names = "--windows",
      paramLabel = "first|all|N",
      description =
          "What is read of a text: its first window only; all of it; or in training at most N"
              + " windows spread over it, and all of it afterwards (all). --max-tokens says how long"
              + " one is.")
  @Nullable String windows;

  @Option(
      names = "--overlap",
      paramLabel = "TOKENS",
      description = "Tokens that neighbouring windows share (0).")
  @Nullable Integer overlap;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Longest window (512, or what the base reads).")
  @Nullable Integer maxTokens;

  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      description =
          "auto, bf16 or fp32 (auto: bf16 where it is the faster, and answers begin in 8 bits where"
              + " that is the fastest).")
  @Nullable String precision;

  @Option(
      names = "--token-budget",
      paramLabel = "N",
      description = "Tokens computed at once; less saves memory (2048).")
  @Nullable Integer tokenBudget;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop after N epochs without a better validation score (0: never).")
  @Nullable Integer patience;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Steps between checkpoints (25; 0: none).")
  @Nullable Integer checkpointEvery;

  @Option(
      names = "--c",
      paramLabel = "C",
      description =
          "Of the linear model: the smaller, the more regularization (0.5; many tags: 4).")
  @Nullable Double c;

  @Option(
      names = "--most-terms",
      paramLabel = "N",
      description =
          "Of the linear model: words and pairs of words known at most; less makes a smaller tagger"
              + " (200000; many tags: 50000).")
  @Nullable Integer mostTerms;

  @Option(
      names = "--half-precision",
      description = "Of the base linear: 16-bit weights, for a smaller tagger.")
  @Nullable Boolean halfPrecision;

  @Option(
      names = "--with-linear",
      arity = "0..1",
      fallbackValue = "5",
      paramLabel = "WEIGHT",
      description =
          "Learn the linear tagger beside the encoder and add its scores, WEIGHT times"
              + " (${FALLBACK-VALUE}): often better than either on few films. For films with one tag.")
  @Nullable Double withLinear;

  @Option(names = "--seed", paramLabel = "N", description = "Of all that is random (42).")
  @Nullable Long seed;

  @Option(
      names = "--train-layers",
      paramLabel = "N",
      description =
          "Train the upper N layers and the head. What the lower ones compute of each window is"
              + " computed once and remembered, for later trainings too (upper: 2; lora: all"
              + " layers).")
  @Nullable Integer trainLayers;

  @Option(
      names = "--lora-rank",
      paramLabel = "N",
      description = "Rank of what LoRA adds to a layer (8).")
  @Nullable Integer loraRank;

  @Option(
      names = "--lora-alpha",
      paramLabel = "ALPHA",
      description = "What LoRA adds counts ALPHA / rank times (16).")
  @Nullable Double loraAlpha;

  @Option(
      names = "--lora-dropout",
      paramLabel = "SHARE",
      description = "Share of the inputs of LoRA's additions dropped (0).")
  @Nullable Double loraDropout;

  @Option(
      names = "--lora-targets",
      paramLabel = "LAYERS",
      description =
          "Layers that LoRA adapts: attention for its query and value, all-linear, or the ends of"
              + " their names with commas between, such as query,key,value (attention).")
  @Nullable String loraTargets;

  /**
   * The plan; a wrong value or an unknown name in the file gives an error that names it.
   *
   * @param usual the method where none is asked for
   */
  FineTuningRecipe recipe(BaseEncoder base, Method usual, @Nullable Path memory)
      throws IOException {
    ObjectNode changes = config == null ? JSON.createObjectNode() : read(config);
    put(changes, "method", method);
    boolean layersAsked = trainLayers != null || changes.has("trainLayers");
    String otherwise = layersAsked ? Methods.UPPER : usual.id();
    Method chosen = Methods.named(changes.path("method").asText(otherwise));
    changes.put("method", chosen.id());
    refuseOthersOptions(chosen);
    ObjectNode typed = typed();
    if (withLinear != null) {
      typed.remove(BESIDE);
    }
    Object defaults = new FineTuningRecipe(base, chosen.defaults(TrainingPlan.DEFAULT)).plan();
    ObjectNode merged = merged(defaults, changes, typed, "an encoder");
    try {
      ClassWeighting weighting =
          JSON.treeToValue(merged.remove("classWeights"), ClassWeighting.class);
      return new FineTuningRecipe(
          base, JSON.treeToValue(merged, TrainingPlan.class), weighting, memory);
    } catch (JsonProcessingException e) {
      throw unusable(merged, e);
    }
  }

  /** As {@link #recipe}, for the base linear. */
  LinearPlan linear(LinearPlan defaults) throws IOException {
    ObjectNode changes = config == null ? JSON.createObjectNode() : read(config);
    return linear(merged(defaults, changes, typed(), "the base linear"));
  }

  /** Of the linear model beside an encoder; what is said of both is the encoder's, but the seed. */
  LinearPlan linearBeside() {
    ObjectNode typed = typed();
    typed.retain(Stream.concat(BESIDE.stream(), Stream.of("seed")).toList());
    ObjectNode none = JSON.createObjectNode();
    return linear(merged(LinearPlan.DEFAULT, none, typed, "the linear model"));
  }

  private static LinearPlan linear(ObjectNode merged) {
    try {
      return JSON.treeToValue(merged, LinearPlan.class);
    } catch (JsonProcessingException e) {
      throw unusable(merged, e);
    }
  }

  /** The seed, for what has no plan. */
  long seed() {
    return seed == null ? TrainingPlan.DEFAULT.seed() : seed;
  }

  /** The defaults, changed by a file, changed by what is typed. */
  private ObjectNode merged(Object defaults, ObjectNode changes, ObjectNode typed, String base) {
    ObjectNode merged = JSON.valueToTree(defaults);
    merge(merged, changes);
    for (var change : typed.properties()) {
      if (!merged.has(change.getKey())) {
        throw new IllegalArgumentException(
            "--"
                + change.getKey().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                + " says nothing to "
                + base
                + "; leave it out");
      }
      merged.set(change.getKey(), change.getValue());
    }
    merged.put("classWeights", merged.path("classWeights").asText().toUpperCase(Locale.ROOT));
    return merged;
  }

  /** What was typed on the command line. */
  private ObjectNode typed() {
    ObjectNode typed = JSON.createObjectNode();
    put(typed, "method", method);
    put(typed, "epochs", epochs);
    put(typed, "learningRate", learningRate);
    put(typed, "batch", batch);
    put(typed, "accumulation", accumulation);
    put(typed, "warmup", warmup);
    put(typed, "weightDecay", weightDecay);
    put(typed, "maxGradientNorm", maxGradientNorm);
    put(typed, "dropout", dropout);
    put(typed, "labelSmoothing", labelSmoothing);
    put(typed, "loss", loss);
    put(typed, "classWeights", classWeights);
    put(typed, "windows", windows);
    put(typed, "overlap", overlap);
    put(typed, "maxTokens", maxTokens);
    put(typed, "precision", precision);
    put(typed, "tokenBudget", tokenBudget);
    put(typed, "patience", patience);
    put(typed, "checkpointEvery", checkpointEvery);
    put(typed, "seed", seed);
    put(typed, "trainLayers", trainLayers);
    put(typed, "loraRank", loraRank);
    put(typed, "loraAlpha", loraAlpha);
    put(typed, "loraDropout", loraDropout);
    put(typed, "loraTargets", loraTargets);
    put(typed, "c", c);
    put(typed, "mostTerms", mostTerms);
    put(typed, "halfPrecision", halfPrecision);
    return typed;
  }

  private static IllegalArgumentException unusable(ObjectNode merged, JsonProcessingException e) {
    Throwable cause = e.getCause() instanceof IllegalArgumentException c ? c : e;
    String message =
        cause == e && String.valueOf(e.getMessage()).contains("ClassWeig")
            ? "class weights must be none, balanced, sqrt or max"
            : String.valueOf(cause.getMessage());
    return new IllegalArgumentException(message, e);
  }

  /** An option that the method would ignore is a mistake. */
  private void refuseOthersOptions(Method chosen) {
    boolean lora =
        loraRank != null || loraAlpha != null || loraDropout != null || loraTargets != null;
    if (lora && !chosen.id().equals("lora")) {
      throw new IllegalArgumentException(
          "the --lora options belong to --method lora, but the method is " + chosen.id());
    }
  }

  private static ObjectNode read(Path file) throws IOException {
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode changes) {
        return changes;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(file + " is no JSON object");
  }

  private void merge(ObjectNode plan, ObjectNode changes) {
    for (var change : changes.properties()) {
      if (!plan.has(change.getKey())) {
        throw new IllegalArgumentException(
            config + " has the unknown option \"" + change.getKey() + "\"");
      }
      plan.set(change.getKey(), change.getValue());
    }
  }

  private static void put(ObjectNode plan, String name, @Nullable Object value) {
    if (value != null) {
      plan.set(name, JSON.valueToTree(value));
    }
  }
}
