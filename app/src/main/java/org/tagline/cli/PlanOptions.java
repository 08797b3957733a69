package org.tagline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tagline.train.TrainingPlan;
import picocli.CommandLine.Option;

/**
 * The options that make a {@link TrainingPlan}: the default plan, changed by a file, changed by
 * what is typed. Use as a picocli mixin.
 */
final class PlanOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A plan as JSON with any of these options in camelCase, such as learningRate.")
  @Nullable Path config;

  @Option(names = "--epochs", paramLabel = "N", description = "Times each film is read (4).")
  @Nullable Integer epochs;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "At its peak (1e-4).")
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
      names = "--class-weights",
      paramLabel = "SCHEME",
      description = "How rare tags are weighed: none, balanced, sqrt or max (sqrt).")
  @Nullable String classWeights;

  @Option(
      names = "--windows",
      paramLabel = "first|all|N",
      description =
          "What is read of a text: its first window only; all of it; or in training at most N"
              + " windows spread over it, and all of it afterwards (all).")
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
      description = "auto, bf16 or fp32 (auto: bf16 where the processor has it).")
  @Nullable String precision;

  @Option(
      names = "--token-budget",
      paramLabel = "N",
      description = "Tokens computed at once; less saves memory (4096).")
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

  @Option(names = "--seed", paramLabel = "N", description = "Of all that is random (42).")
  @Nullable Long seed;

  /** The plan; a wrong value or an unknown name in the file gives an error that names it. */
  TrainingPlan plan(TrainingPlan defaults) throws IOException {
    ObjectNode merged = JSON.valueToTree(defaults);
    if (config != null) {
      merge(merged, config);
    }
    put(merged, "epochs", epochs);
    put(merged, "learningRate", learningRate);
    put(merged, "batch", batch);
    put(merged, "accumulation", accumulation);
    put(merged, "warmup", warmup);
    put(merged, "weightDecay", weightDecay);
    put(merged, "maxGradientNorm", maxGradientNorm);
    put(merged, "dropout", dropout);
    put(merged, "labelSmoothing", labelSmoothing);
    put(merged, "classWeights", classWeights);
    put(merged, "windows", windows);
    put(merged, "overlap", overlap);
    put(merged, "maxTokens", maxTokens);
    put(merged, "precision", precision);
    put(merged, "tokenBudget", tokenBudget);
    put(merged, "patience", patience);
    put(merged, "checkpointEvery", checkpointEvery);
    put(merged, "seed", seed);
    merged.put("classWeights", merged.path("classWeights").asText().toUpperCase(Locale.ROOT));
    try {
      return JSON.treeToValue(merged, TrainingPlan.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException c ? c : e;
      String message =
          cause == e
                  && merged.hasNonNull("classWeights")
                  && String.valueOf(e.getMessage()).contains("ClassWeig")
              ? "class weights must be none, balanced, sqrt or max"
              : String.valueOf(cause.getMessage());
      throw new IllegalArgumentException(message, e);
    }
  }

  private static void merge(ObjectNode plan, Path file) throws IOException {
    JsonNode changes;
    try {
      changes = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    for (var change : changes.properties()) {
      if (!plan.has(change.getKey())) {
        throw new IllegalArgumentException(
            file + " has the unknown option \"" + change.getKey() + "\"");
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
