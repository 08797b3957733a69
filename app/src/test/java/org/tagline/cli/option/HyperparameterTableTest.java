package org.tagline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.finetune.EnsembleRecipe;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.hyperparameter.AllowedValues;
import org.tagline.hyperparameter.Hyperparameter;
import org.tagline.hyperparameter.Hyperparameters;
import org.tagline.learn.ThresholdPolicy;
import org.tagline.linear.LinearPlan;
import org.tagline.train.Method;
import org.tagline.train.TrainingPlan;
import org.tagline.train.loss.Losses;
import org.tagline.train.method.Methods;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Holds the plans, the options and the table of hyperparameters together. */
class HyperparameterTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Hyperparameter> entries() {
    return HyperparameterOptions.ALL.all().stream();
  }

  @Test
  void everyComponentOfAPlanHasAnEntryInTheSameOrder() {
    assertThat(names(TrainingPlan.HYPERPARAMETERS)).isEqualTo(components(TrainingPlan.class));
    assertThat(names(LinearPlan.HYPERPARAMETERS)).isEqualTo(components(LinearPlan.class));
    assertThat(names(ThresholdPolicy.HYPERPARAMETERS))
        .hasSameSizeAs(components(ThresholdPolicy.class));
    assertThat(components(FineTuningRecipe.class))
        .filteredOn(FineTuningRecipe.HYPERPARAMETERS::has)
        .containsExactly("classWeights");
    assertThat(components(EnsembleRecipe.class)).containsAll(names(EnsembleRecipe.HYPERPARAMETERS));
  }

  @Test
  void everyPlanIsPartOfTheWholeTable() {
    Set<String> all = new LinkedHashSet<>();
    Stream.of(
            FineTuningRecipe.HYPERPARAMETERS,
            LinearPlan.HYPERPARAMETERS,
            EnsembleRecipe.HYPERPARAMETERS,
            ThresholdPolicy.HYPERPARAMETERS)
        .forEach(table -> all.addAll(names(table)));
    assertThat(names(HyperparameterOptions.ALL)).containsExactlyElementsOf(all);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntryHasAnOptionWithItsDefault(Hyperparameter entry) {
    CommandSpec command = new HyperparameterOptions().transform(CommandSpec.create());
    var option = command.findOption("--" + entry.option());
    assertThat(option).isNotNull();
    assertThat(entry.help()).endsWith(".").doesNotContain("\n");
    if (entry.type() != Hyperparameter.Type.FLAG) {
      assertThat(String.join("", option.description())).contains(entry.defaults().describe());
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntryAllowsItsDefaults(Hyperparameter entry) {
    entry.check(entry.defaults().usual());
    entry.defaults().variants().values().forEach(entry::check);
  }

  @Test
  void everyPlanRefusesWhatItsEntryDoesNotAllow() {
    for (Hyperparameter entry : TrainingPlan.HYPERPARAMETERS.all()) {
      wrong(entry)
          .forEach(
              value ->
                  assertThatThrownBy(() -> TrainingPlan.DEFAULT.with(entry.name(), value))
                      .hasMessageStartingWith("--" + entry.option() + " must be "));
    }
    for (Hyperparameter entry : LinearPlan.HYPERPARAMETERS.all()) {
      wrong(entry)
          .forEach(
              value ->
                  assertThatThrownBy(() -> LinearPlan.DEFAULT.with(Map.of(entry.name(), value)))
                      .hasMessageStartingWith("--" + entry.option() + " must be "));
    }
  }

  @Test
  void aPlanChecksItsOwnComponents() {
    TrainingPlan p = TrainingPlan.DEFAULT;
    ObjectNode linear = JSON.valueToTree(LinearPlan.DEFAULT);
    linear.put("longestTerm", 3);
    assertThatThrownBy(() -> JSON.treeToValue(linear, LinearPlan.class))
        .hasRootCauseMessage("--longest-term must be at least 1 and at most 2, not 3");
    assertThatThrownBy(() -> new ThresholdPolicy(false, 1, 0))
        .hasMessage("--apply-precision must be above 0 and below 1, not 1");
    assertThatThrownBy(() -> new ThresholdPolicy(false, 0.9, 1))
        .hasMessage("--threshold-folds must be 0 or from 2 to 20, not \"1\"");
    assertThatThrownBy(() -> p.with("learningRate", Double.NaN))
        .hasMessage("--learning-rate must be above 0 and below 1, not NaN");
    assertThatThrownBy(() -> p.with("epochs", 2.5))
        .hasMessage("--epochs must be a whole number, not \"2.5\"");
  }

  @Test
  void choicesAreThoseThatTheCodeKnows() {
    assertThat(choices("method")).isEqualTo(Methods.all().stream().map(Method::id).toList());
    assertThat(choices("loss")).isEqualTo(Losses.names());
  }

  @Test
  void everyCandidateCanSetEveryHyperparameter() {
    for (Hyperparameter entry : HyperparameterOptions.ALL.all()) {
      CommandSpec command = new HyperparameterOptions().transform(CommandSpec.create());
      String value = Hyperparameter.text(entry.defaults().usual());
      new CommandLine(command).parseArgs("--" + entry.option() + "=" + value);
      assertThat(HyperparameterOptions.typed(command))
          .containsExactly(Map.entry(entry.name(), entry.defaults().usual()));
    }
  }

  @Test
  void theDefaultsAreTheseToTheLastDigit() throws Exception {
    String full =
        "{'method':'full','epochs':4,'learningRate':1.0E-4,'batch':16,'accumulation':1,"
            + "'warmup':0.1,'weightDecay':0.01,'maxGradientNorm':1.0,'dropout':-1.0,"
            + "'labelSmoothing':0.0,'loss':'bce','windows':'all','overlap':0,'maxTokens':0,"
            + "'precision':'auto','tokenBudget':2048,'patience':0,'checkpointEvery':25,"
            + "'seed':42,'trainLayers':0,'loraRank':8,'loraAlpha':16.0,'loraDropout':0.0,"
            + "'loraTargets':'attention'}";
    assertJson(TrainingPlan.DEFAULT, full);
    assertJson(defaults("full"), full);
    assertJson(
        defaults("upper"),
        full.replace("'epochs':4", "'epochs':3")
            .replace("1.0E-4", "2.0E-4")
            .replace("'trainLayers':0", "'trainLayers':2"));
    assertJson(defaults("lora"), full.replace("1.0E-4", "0.001"));
    assertJson(
        defaults("frozen"), full.replace("'epochs':4", "'epochs':30").replace("1.0E-4", "0.01"));
    BaseEncoder base = BaseEncoders.resolve("fresh:distilbert-base-uncased");
    assertJson(
        new FineTuningRecipe(base, TrainingPlan.DEFAULT).plan(),
        full.replace("}", ",'classWeights':'SQRT'}"));
    assertJson(
        LinearPlan.DEFAULT,
        "{'c':0.5,'classWeights':'BALANCED','longestTerm':2,'leastFilms':2,'commonShare':0.3,"
            + "'mostTerms':200000,'halfPrecision':false,'seed':42}");
    assertJson(
        LinearPlan.MANY,
        "{'c':4.0,'classWeights':'NONE','longestTerm':2,'leastFilms':2,'commonShare':0.3,"
            + "'mostTerms':50000,'halfPrecision':false,'seed':42}");
    assertJson(ThresholdPolicy.DEFAULT, "{'perTag':false,'applyPrecision':0.9,'folds':0}");
  }

  private static void assertJson(Object plan, String expected) throws JsonProcessingException {
    assertThat(JSON.writeValueAsString(plan)).isEqualTo(expected.replace('\'', '"'));
    JsonNode tree = JSON.valueToTree(plan);
    assertThat(tree.isObject()).isTrue();
  }

  private static TrainingPlan defaults(String method) {
    return Methods.named(method).defaults(TrainingPlan.DEFAULT);
  }

  /** Returns values that are just outside the allowed ones. */
  private static List<Object> wrong(Hyperparameter entry) {
    if (entry.allowed() instanceof AllowedValues.Interval interval) {
      double below = interval.minIncluded() ? interval.min() - 1 : interval.min();
      double above = interval.maxIncluded() ? interval.max() + 1 : interval.max();
      return Stream.of(below, above)
          .filter(value -> !Double.isInfinite(value))
          .<Object>map(Hyperparameter::text)
          .toList();
    }
    return entry.allowed() instanceof AllowedValues.Any ? List.of("?") : List.of("", ",");
  }

  private static List<String> choices(String name) {
    return ((AllowedValues.Choice) HyperparameterOptions.ALL.named(name).allowed()).names();
  }

  private static List<String> names(Hyperparameters table) {
    return table.all().stream().map(Hyperparameter::name).toList();
  }

  private static List<String> components(Class<?> plan) {
    return Arrays.stream(plan.getRecordComponents())
        .map(java.lang.reflect.RecordComponent::getName)
        .toList();
  }
}
