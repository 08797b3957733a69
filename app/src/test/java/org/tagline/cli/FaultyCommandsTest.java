package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.fault.FaultyProvider;

/**
 * Fails some of the file operations of each command. {@code -Dtagline.faults=N} fails N of each,
 * and 0 fails all of them, which takes an hour.
 */
class FaultyCommandsTest {
  private static final int DEFAULT = 3;
  private static final int ROUNDS = Integer.getInteger("tagline.faults", DEFAULT);

  @TempDir Path place;

  @Test
  void afterAnyFaultNothingIsLostAndTheNextCommandSucceeds() throws Exception {
    Path log = place.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FaultyCommands.class.getName(),
                place.toString(),
                Integer.toString(ROUNDS))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(ROUNDS == DEFAULT ? 5 : 120, TimeUnit.MINUTES)).isTrue();
      assertThat(log).content().as("exit status %d", process.exitValue()).contains("import, POWER");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = java.nio.file.Files.readAllLines(log);
    lines.stream().filter(line -> line.startsWith("faults: ")).forEach(System.out::println);
  }
}
