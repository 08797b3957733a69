package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills training processes at random moments. Resumed, they reach the weights of an uninterrupted
 * run. {@code -Dtagline.kills=10} kills more often.
 */
class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("tagline.kills", 3);

  @TempDir Path folder;

  @Test
  void aResumedTrainingReachesTheSameWeights() throws Exception {
    Path base = TinyBaseFolder.write(folder.resolve("base"));
    Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
    Path home = folder.resolve("home");
    assertThat(Run.tagline("import", films.toString(), "--home", home.toString()).status())
        .isZero();

    long began = System.nanoTime();
    finish(start(home, base, "straight"), "straight");
    long millis = (System.nanoTime() - began) / 1_000_000;
    String straight = weights(home, "straight");

    Random random = new Random();
    List<Long> moments = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      String name = "killed" + kill;
      Process process = start(home, base, name);
      long moment = millis / 4 + random.nextLong(millis * 3 / 4);
      moments.add(moment);
      process.waitFor(moment, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      finish(start(home, base, name, "--resume"), name);
      assertThat(weights(home, name)).as("killed after %s ms", moments).isEqualTo(straight);
      assertThat(home.resolve("runs").resolve(name).resolve("checkpoints")).doesNotExist();
    }
    try (var taggers = Files.list(home.resolve("taggers"))) {
      assertThat(taggers).hasSize(KILLS + 1);
    }
  }

  private Process start(Path home, Path base, String name, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("train", "--as", name, "--base", base.toString()));
    command.addAll(List.of("--home", home.toString(), "--epochs", "8", "--batch", "4"));
    command.addAll(List.of("--checkpoint-every", "7", "--learning-rate", "1e-3"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private void finish(Process process, String name) throws Exception {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(() -> read(folder.resolve(name + ".log"))).isZero();
  }

  private static String weights(Path home, String name) throws IOException {
    return Files.readAllLines(home.resolve("taggers").resolve(name).resolve("SHA256SUMS")).stream()
        .filter(line -> line.endsWith("model.safetensors"))
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
