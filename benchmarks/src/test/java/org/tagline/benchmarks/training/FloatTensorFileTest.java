package org.tagline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloatTensorFileTest {

  @Test
  void readsATensor(@TempDir Path folder) throws IOException {
    assertThat(FloatTensorFile.open(twoTensors(folder, 3)).values("b")).containsExactly(2f, 3f);
  }

  @Test
  void rejectsAnUnknownName(@TempDir Path folder) throws IOException {
    FloatTensorFile file = FloatTensorFile.open(twoTensors(folder, 3));
    assertThatThrownBy(() -> file.values("c")).hasMessageContaining("no tensor c");
  }

  @Test
  void rejectsATruncatedFile(@TempDir Path folder) throws IOException {
    FloatTensorFile file = FloatTensorFile.open(twoTensors(folder, 2));
    assertThatThrownBy(() -> file.values("b")).hasRootCauseMessage("the weight file ends early");
  }

  /** Writes tensors {@code a = [1]} and {@code b = [2, 3]}, but only the first numbers of them. */
  private static Path twoTensors(Path folder, int numbers) throws IOException {
    byte[] header =
        """
        {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
         "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}
        """
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + 4 * numbers).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (int i = 1; i <= numbers; i++) {
      bytes.putFloat(i);
    }
    return Files.write(folder.resolve("two.safetensors"), bytes.array());
  }
}
