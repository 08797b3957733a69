package org.tagline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.train.TrainingPlan;
import org.tagline.train.method.Methods;
import picocli.CommandLine;

class PlanOptionsTest {
  @TempDir Path folder;

  @Test
  void everyMethodHasItsOwnDefaults() throws IOException {
    assertThat(plan().method()).isEqualTo("full");
    assertThat(plan().learningRate()).isEqualTo(1e-4);
    assertThat(plan("--method", "upper").trainLayers()).isEqualTo(2);
    assertThat(plan("--method", "lora").learningRate()).isGreaterThan(1e-4);
    assertThat(plan("--method", "frozen").epochs()).isGreaterThan(4);
  }

  @Test
  void typedValuesAndTheFileOverrideTheDefaultsOfAMethod() throws IOException {
    Path file = folder.resolve("plan.json");
    Files.writeString(file, "{\"method\": \"lora\", \"learningRate\": 0.002, \"loraRank\": 4}");
    TrainingPlan plan = plan("--config", file.toString(), "--lora-alpha", "32");
    assertThat(plan.method()).isEqualTo("lora");
    assertThat(plan.learningRate()).isEqualTo(0.002);
    assertThat(plan.loraRank()).isEqualTo(4);
    assertThat(plan.loraAlpha()).isEqualTo(32);
    assertThat(plan("--method", "frozen", "--epochs", "3").epochs()).isEqualTo(3);
  }

  @Test
  void trainLayersImpliesTheMethodUpper() throws IOException {
    assertThat(plan("--train-layers", "3").method()).isEqualTo("upper");
    assertThat(plan("--train-layers", "3").epochs()).isEqualTo(3);
    assertThat(plan("--train-layers", "3", "--method", "lora").method()).isEqualTo("lora");
  }

  @Test
  void optionsOfAnotherMethodAreRefused() {
    assertThatThrownBy(() -> plan("--method", "frozen", "--lora-rank", "4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the --lora options need --method lora, but the method is frozen");
  }

  @Test
  void wrongValuesAreRefusedInASentence() {
    assertThatThrownBy(() -> plan("--method", "adapter"))
        .hasMessage(
            "--method must be %s, not \"adapter\"",
            HyperparameterOptions.ALL.named("method").allowed().describe());
    assertThatThrownBy(() -> plan("--method", "lora", "--lora-rank", "0"))
        .hasMessage("--lora-rank must be at least 1 and at most 1024, not 0");
    assertThatThrownBy(() -> plan("--train-layers", "-1"))
        .hasMessage("--train-layers must be at least 0, not -1");
  }

  private static TrainingPlan plan(String... typed) throws IOException {
    PlanOptions options = new PlanOptions();
    new CommandLine(new Holder(options)).parseArgs(typed);
    BaseEncoder base = BaseEncoders.resolve("fresh:distilbert-base-uncased");
    return options.recipe(base, Methods.named("full"), /* memory= */ null).trainingPlan();
  }

  /** Picocli needs a command around a mixin. */
  @CommandLine.Command(modelTransformer = HyperparameterOptions.class)
  private static final class Holder {
    @CommandLine.Mixin private final PlanOptions options;

    Holder(PlanOptions options) {
      this.options = options;
    }
  }
}
