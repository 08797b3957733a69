package org.tagline.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;

/** Soaks the real server for some seconds, with the shipped linear tagger. */
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final int SECONDS = Integer.getInteger("tagline.soak.seconds", 6);

  private static SoakResult soak(List<Plant> plants) throws Exception {
    SoakPlan plan =
        new SoakPlan(
            Duration.ofSeconds(SECONDS),
            20,
            2,
            List.of("three-tags"),
            null,
            plants,
            Duration.ofMillis(100),
            20);
    try (ScratchFolder scratch = ScratchFolder.create()) {
      return new Soak(plan, scratch).run();
    }
  }

  @Test
  void aServerWithoutALeakPasses() throws Exception {
    SoakResult result = soak(List.of());

    assertThat(result.growing()).isEmpty();
    assertThat(result.lost()).isEmpty();
    assertThat(result.answers().unexpected()).isEmpty();
    assertThat(result.imports().problems()).isEmpty();
    // The checks above compared something.
    assertThat(result.flags()).isPositive();
    assertThat(result.imports().films()).isPositive();
    assertThat(result.crashes()).isNotEmpty();
    assertThat(result.answers().total()).isGreaterThan(2L * SoakOperations.all().size() - 1);
    assertThat(result.logBytesPerAnswer()).isPositive();
  }

  @Test
  void plantedLeaksOfDescriptorsAndThreadsAreFound() throws Exception {
    SoakResult result = soak(List.of(Plant.DESCRIPTORS, Plant.THREADS));

    assertThat(result.growing()).containsExactlyInAnyOrder(Gauge.DESCRIPTORS, Gauge.THREADS);
    assertThat(result.faults()).contains("grows: file descriptors", "grows: threads");
    MarkdownReport report = new MarkdownReport("Soak", "soak", MachineFacts.read());
    new SoakReport(result).addTo(report);
    assertThat(report.markdown())
        .contains("**Fail.**")
        .contains("Planted: a leak of descriptors, one every 100 ms. It was found.");
  }
}
