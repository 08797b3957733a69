package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.cli.console.Problem;

/** Runs commands with a heap that is too small for them. */
class LittleMemoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx3m", "-Xmx4m", "-Xmx6m", "-Xmx8m"})
  void aSentenceSaysThatMemoryIsShort(String heap, @TempDir Path home) throws Exception {
    Path err = home.resolve("err");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    heap,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "explore",
                    "--home",
                    home.toString()))
            .redirectError(err.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(Files.readString(err)).isEqualTo("tagline: " + Problem.OUT_OF_MEMORY + "\n");
  }
}
