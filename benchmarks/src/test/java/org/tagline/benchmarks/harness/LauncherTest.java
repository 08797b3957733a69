package org.tagline.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that benchmarks run Tagline with the settings that its users have. */
class LauncherTest {

  @ParameterizedTest
  @ValueSource(strings = {"tagline", "docker/entrypoint"})
  void optionsOfTheVirtualMachineAreThoseOfTheLaunchers(String file) throws IOException {
    assertThat(Files.readString(Path.of("..").resolve(file)))
        .containsPattern(Pattern.quote(String.join(" ", Launcher.HEAP)) + "[ ;]")
        .contains(" " + Launcher.TENSORS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tagline", "Dockerfile"})
  void mallocSettingsAreThoseOfTheLaunchers(String file) throws IOException {
    String text = Files.readString(Path.of("..").resolve(file));
    assertThat(Launcher.ENVIRONMENT.entrySet())
        .filteredOn(variable -> variable.getKey().startsWith("MALLOC"))
        .hasSize(3)
        .allSatisfy(variable -> assertThat(text).contains(variable.toString()));
  }
}
