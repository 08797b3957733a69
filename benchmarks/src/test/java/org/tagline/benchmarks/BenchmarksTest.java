package org.tagline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarksTest {

  @Test
  void theScriptListsEveryBenchmark() throws IOException {
    String script = Files.readString(Path.of("run"));

    assertThat(Benchmarks.commandLine().getSubcommands().keySet())
        .hasSize(9)
        .allSatisfy(name -> assertThat(script).contains("./benchmarks/run " + name + " ["));
  }

  @Test
  void theHelpOfEveryBenchmarkShowsDefaultsAndEndsWithTheReport() {
    for (CommandLine benchmark : Benchmarks.commandLine().getSubcommands().values()) {
      assertThat(benchmark.getUsageMessage())
          .startsWith("Usage: ./benchmarks/run " + benchmark.getCommandName())
          .contains("--results")
          .doesNotContain("${DEFAULT-VALUE}")
          .doesNotContain("(null)");
    }
  }
}
