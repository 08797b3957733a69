package org.tagline.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.finetune.EnsembleRecipe;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.hyperparameter.Hyperparameter;
import org.tagline.hyperparameter.HyperparameterGroup;
import org.tagline.hyperparameter.Hyperparameters;
import org.tagline.learn.ThresholdPolicy;
import org.tagline.linear.LinearPlan;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Adds one option per hyperparameter to a command. Use as a picocli model transformer. */
public final class HyperparameterOptions implements IModelTransformer {
  /** Every hyperparameter of every plan. */
  public static final Hyperparameters ALL =
      FineTuningRecipe.HYPERPARAMETERS
          .and("linear", LinearPlan.HYPERPARAMETERS)
          .and("ensemble", EnsembleRecipe.HYPERPARAMETERS)
          .and("thresholds", ThresholdPolicy.HYPERPARAMETERS);

  /** The option that may be given without a value. */
  private static final String WEIGHT = "linearWeight";

  /** Picocli makes it. */
  public HyperparameterOptions() {}

  @Override
  public CommandSpec transform(CommandSpec command) {
    ALL.all().forEach(entry -> command.addOption(option(entry)));
    return command;
  }

  private static OptionSpec option(Hyperparameter entry) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + entry.option())
            .type(entry.type().javaType())
            .description(description(entry).replace("%", "%%"));
    if (entry.type() != Hyperparameter.Type.FLAG) {
      option.paramLabel(entry.placeholder());
    }
    if (entry.name().equals(WEIGHT)) {
      option.arity("0..1").fallbackValue(Hyperparameter.text(entry.defaults().usual()));
    }
    return option.build();
  }

  /** Returns the help text with the default in it. */
  private static String description(Hyperparameter entry) {
    if (entry.type() == Hyperparameter.Type.FLAG) {
      return entry.help();
    }
    String bare = entry.help().replaceFirst("\\.$", "");
    return bare + " (" + entry.defaults().describe() + ").";
  }

  /** Returns the values that were typed, by the names of hyperparameters. */
  static Map<String, Object> typed(CommandSpec command) {
    Map<String, Object> typed = new LinkedHashMap<>();
    for (Hyperparameter entry : ALL.all()) {
      OptionSpec option = command.findOption("--" + entry.option());
      Object value = option == null ? null : option.getValue();
      if (value != null) {
        typed.put(entry.name(), entry.read(value));
      }
    }
    return typed;
  }

  /** Adds the options of each group of hyperparameters to the sections of a help text. */
  public static void addTo(Map<String, List<String>> sections) {
    for (HyperparameterGroup group : HyperparameterGroup.values()) {
      List<String> options =
          sections.computeIfAbsent(group.heading(), heading -> new ArrayList<>());
      ALL.all().stream()
          .filter(entry -> entry.group() == group)
          .forEach(entry -> options.add("--" + entry.option()));
    }
  }
}
