package org.tagline.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
  @TempDir Path folder;

  @Test
  void aFileOfTheLimitIsReadAndALargerOneIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "1\n2\n3\n");
    assertThat(BoundedFile.text(file, 6)).isEqualTo("1\n2\n3\n");
    assertThat(BoundedFile.lines(file, 6, 3)).containsExactly("1", "2", "3");
    assertThatThrownBy(() -> BoundedFile.bytes(file, 5)).hasMessageContaining("larger than the 5");
    assertThatThrownBy(() -> BoundedFile.lines(file, 6, 2)).hasMessageContaining("the 2 lines");
  }

  @Test
  void aDeviceWithoutAnEndIsRefused() {
    Path zeros = Path.of("/dev/zero");
    assumeTrue(Files.isReadable(zeros));
    assertThatThrownBy(() -> BoundedFile.bytes(zeros, 1 << 20)).isInstanceOf(IOException.class);
  }

  @Test
  void jsonOfManyEmptyListsOrDeepListsIsRefused() throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, "[" + "[],".repeat(600_000) + "[]]");
    assertThatThrownBy(() -> JsonFiles.tree(file, BoundedFile.SETTINGS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Token count");
    Files.writeString(file, "[".repeat(100));
    assertThatThrownBy(() -> JsonFiles.tree(file, BoundedFile.SETTINGS))
        .hasMessageContaining("nesting depth");
  }
}
