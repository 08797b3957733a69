package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.fault.FaultyProvider;

/**
 * Fails the file operations of commands: each of them with {@code -Dtagline.faults=1}, and a part
 * of them by default.
 */
class FaultyCommandsTest {
  private static final int STEP = Integer.getInteger("tagline.faults", 29);

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
                Integer.toString(STEP))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(STEP == 1 ? 60 : 5, TimeUnit.MINUTES)).isTrue();
      assertThat(log).content().as("exit status %d", process.exitValue()).contains("import, POWER");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = java.nio.file.Files.readAllLines(log);
    lines.stream().filter(line -> line.startsWith("faults: ")).forEach(System.out::println);
  }
}
