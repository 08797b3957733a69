package org.tagline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarksTest {

  @Test
  void theScriptListsEveryBenchmark() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher usage =
        Pattern.compile("\\./benchmarks/run ([a-z-]+) \\[")
            .matcher(Files.readString(Path.of("run")));
    while (usage.find()) {
      listed.add(usage.group(1));
    }

    assertThat(Benchmarks.commandLine().getSubcommands().keySet())
        .hasSizeGreaterThan(9)
        .containsExactlyInAnyOrderElementsOf(listed);
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
