package org.tagline.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("adapter"));
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("adapter").resolve("weights"), "1234");
    Checksums.write(folder);
  }

  @Test
  void anUnchangedFolderIsAccepted() {
    assertThatCode(() -> Checksums.verify(folder)).doesNotThrowAnyException();
  }

  @Test
  void aChangedFileInASubfolderIsNamed() throws IOException {
    Files.writeString(folder.resolve("adapter").resolve("weights"), "1235");
    assertThatThrownBy(() -> Checksums.verify(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("weights");
  }

  @Test
  void aListThatNamesAFileTwiceIsRefused() throws IOException {
    Path list = folder.resolve("SHA256SUMS");
    Files.writeString(list, Files.readString(list).repeat(2));
    assertThatThrownBy(() -> Checksums.verify(folder)).hasMessageContaining("damaged");
  }

  @Test
  void aListWithAPathOutsideTheFolderIsRefused() throws IOException {
    Files.writeString(folder.resolve("SHA256SUMS"), "00  ../other\n");
    assertThatThrownBy(() -> Checksums.verify(folder)).hasMessageContaining("damaged");
  }
}
