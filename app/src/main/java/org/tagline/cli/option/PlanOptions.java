package org.tagline.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.Task;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;
import org.tagline.finetune.EnsembleRecipe;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.hyperparameter.Hyperparameters;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.Recipe;
import org.tagline.learn.ThresholdPolicy;
import org.tagline.linear.LinearPlan;
import org.tagline.train.Method;
import org.tagline.train.TrainingPlan;
import org.tagline.train.method.Methods;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes plans from defaults, a configuration file and typed options, each overriding the one
 * before. Use as a picocli mixin of a command that {@link HyperparameterOptions} transforms.
 */
public final class PlanOptions {

  /** Hyperparameters of {@link LinearPlan} that do not concern the linear model of an ensemble. */
  private static final Set<String> NOT_OF_ENSEMBLE =
      Set.of("classWeights", "halfPrecision", "seed");

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Hyperparameters as a JSON object with names such as learningRate; typed options override"
              + " them.")
  @Nullable Path config;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification
  public PlanOptions() {}

  /**
   * Makes a recipe for an encoder.
   *
   * @param usual method if none is given
   * @param memory folder where vectors of unchanged layers are kept; null for none
   * @throws IllegalArgumentException for a value that is not allowed or has no effect
   */
  FineTuningRecipe recipe(BaseEncoder base, Method usual, @Nullable Path memory)
      throws IOException {
    Map<String, Object> given = given();
    boolean ensemble = given.containsKey("linearWeight");
    refuse(
        given,
        name ->
            FineTuningRecipe.HYPERPARAMETERS.has(name)
                || EnsembleRecipe.HYPERPARAMETERS.has(name)
                || ensemble && isOfEnsemble(name),
        "an encoder");
    String otherwise = given.containsKey("trainLayers") ? Methods.UPPER : usual.id();
    Method method = Methods.named((String) given.getOrDefault("method", otherwise));
    refuseLora(method);
    given.put("method", method.id());
    TrainingPlan plan =
        method.defaults(TrainingPlan.DEFAULT).with(of(given, TrainingPlan.HYPERPARAMETERS));
    Object weighting =
        given.getOrDefault(
            "classWeights",
            FineTuningRecipe.HYPERPARAMETERS.named("classWeights").defaults().usual());
    return new FineTuningRecipe(base, plan, ClassWeighting.parse((String) weighting), memory);
  }

  /** Makes a plan for the base linear. */
  LinearPlan linear(LinearPlan defaults) throws IOException {
    Map<String, Object> given = given();
    refuse(given, LinearPlan.HYPERPARAMETERS::has, "the base linear");
    return defaults.with(of(given, LinearPlan.HYPERPARAMETERS));
  }

  /** Makes a plan for the linear model that is trained together with an encoder. */
  LinearPlan linearOfEnsemble() throws IOException {
    Map<String, Object> given = of(given(), LinearPlan.HYPERPARAMETERS);
    given.keySet().removeIf(name -> !isOfEnsemble(name) && !name.equals("seed"));
    return LinearPlan.DEFAULT.with(given);
  }

  /** Returns the weight of the linear model in an ensemble; null to train no such model. */
  @Nullable Double linearWeight() throws IOException {
    return (Double) given().get("linearWeight");
  }

  /** Returns the seed of a base without a plan. */
  long seed() throws IOException {
    return (Long) given().getOrDefault("seed", TrainingPlan.DEFAULT.seed());
  }

  /** Returns the threshold policy; settings without effect are refused. */
  public ThresholdPolicy thresholdPolicy(Recipe recipe, Task task) throws IOException {
    Map<String, Object> given = of(given(), ThresholdPolicy.HYPERPARAMETERS);
    if (!given.isEmpty() && task == Task.SINGLE) {
      throw new IllegalArgumentException(
          "--thresholds, --apply-precision and --threshold-folds need films with several tags; leave"
              + " them out");
    }
    if (given.containsKey("thresholdFolds") && !(recipe instanceof LinearRecipe)) {
      throw new IllegalArgumentException("--threshold-folds needs --base linear; leave it out");
    }
    return ThresholdPolicy.of(given);
  }

  /** Returns the values from the file and the command line, by name. */
  private Map<String, Object> given() throws IOException {
    Map<String, Object> given = new LinkedHashMap<>();
    if (config != null) {
      for (var value : read(config).properties()) {
        if (!HyperparameterOptions.ALL.has(value.getKey())) {
          throw new IllegalArgumentException(
              config + " has the unknown hyperparameter \"" + value.getKey() + "\"");
        }
        given.put(
            value.getKey(), HyperparameterOptions.ALL.named(value.getKey()).read(value.getValue()));
      }
    }
    given.putAll(HyperparameterOptions.typed(command));
    return given;
  }

  private static Map<String, Object> of(Map<String, Object> given, Hyperparameters plan) {
    Map<String, Object> own = new LinkedHashMap<>(given);
    own.keySet().removeIf(name -> !plan.has(name));
    return own;
  }

  private static void refuse(Map<String, Object> given, Predicate<String> used, String base) {
    for (String name : given.keySet()) {
      if (!used.test(name) && !ThresholdPolicy.HYPERPARAMETERS.has(name)) {
        throw new IllegalArgumentException(
            "--%s has no effect with %s; leave it out"
                .formatted(HyperparameterOptions.ALL.named(name).option(), base));
      }
    }
  }

  private static boolean isOfEnsemble(String name) {
    return LinearPlan.HYPERPARAMETERS.has(name) && !NOT_OF_ENSEMBLE.contains(name);
  }

  private void refuseLora(Method method) {
    boolean lora =
        HyperparameterOptions.typed(command).keySet().stream().anyMatch(n -> n.startsWith("lora"));
    if (lora && !method.id().equals("lora")) {
      throw new IllegalArgumentException(
          "the --lora options need --method lora, but the method is " + method.id());
    }
  }

  private static ObjectNode read(Path file) throws IOException {
    try {
      if (JsonFiles.tree(file, BoundedFile.SETTINGS) instanceof ObjectNode values) {
        return values;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(file + " must contain a JSON object");
  }
}
