package org.tagline.benchmarks.finetuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagline.benchmarks.input.Preparation.PreparedInput;
import org.tagline.train.TrainingPlan;

class TaglineFineTuningTest {

  @Test
  void thePlanRunsTheTask() {
    PreparedInput input = new PreparedInput(List.of("a", "b"), new int[] {30, 10}, 40);

    TrainingPlan plan =
        TaglineFineTuning.plan(FineTuningTask.of(Path.of("work"), input, 2, 16, 42));

    assertThat(plan.epochs()).isEqualTo(2);
    assertThat(plan.batch()).isEqualTo(16);
    assertThat(plan.seed()).isEqualTo(42);
  }
}
