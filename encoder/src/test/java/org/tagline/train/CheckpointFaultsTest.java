package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.engine.Engine;
import org.tagline.files.fault.FaultRounds;

class CheckpointFaultsTest {
  @TempDir Path place;

  @BeforeAll
  static void start() {
    Engine.start();
  }

  @Test
  void afterAnyFaultTheNewestCheckpointIsTheOldOneOrTheNewOne() throws Exception {
    FaultRounds.of("checkpoint", place)
        .prepare(folder -> write(folder, 1))
        .check(
            (folder, acknowledged) -> {
              long step = readStep(folder);
              assertThat(step).isEqualTo(acknowledged ? 2 : step).isBetween(1L, 2L);
            })
        .run(
            folder -> {
              // A training that goes on starts with reading.
              readStep(folder);
              write(folder, 2);
            });
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    Path written = write(place, 3);
    for (String name : new String[] {"state.safetensors", "state.json"}) {
      byte[] bytes = Files.readAllBytes(written.resolve(name));
      byte[] damaged = bytes.clone();
      damaged[damaged.length - 2] ^= 1;
      Files.write(written.resolve(name), damaged);
      assertThatThrownBy(() -> new Checkpoints(place).read())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("train again without --resume");
      Files.write(written.resolve(name), bytes);
    }
    assertThat(readStep(place)).isEqualTo(3);
  }

  private static Path write(Path folder, long step) throws IOException {
    try (Tensor tensor = Tensor.create(new float[] {step, step + 0.5f})) {
      TrainingState state = new TrainingState("print", step, List.of(), 0, 0, 0, 0, 0, 0);
      return new Checkpoints(folder).write(state, Map.of("weight.a", tensor));
    }
  }

  private static long readStep(Path folder) throws IOException {
    Checkpoints.Stored stored = new Checkpoints(folder).read().orElseThrow();
    try (Tensor tensor = Objects.requireNonNull(stored.tensors().get("weight.a"))) {
      float step = stored.state().step();
      assertThat(ReferenceCase.values(tensor)).containsExactly(step, step + 0.5f);
    }
    return stored.state().step();
  }
}
