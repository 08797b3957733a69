package org.tagline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tagline.train.TrainingPlan;

class TaglineTrainingTest {

  @Test
  void thePlanRunsTheWorkload() {
    TrainingPlan plan =
        TaglineTraining.plan(new Workload(Path.of("weights"), "fp32", 8, 512, 2, 6));

    assertThat(plan.batch()).isEqualTo(8);
    assertThat(plan.precision()).isEqualTo("fp32");
    assertThat(plan.dropout()).isZero();
  }
}
