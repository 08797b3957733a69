package org.tagline.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir Path dir;

  @Test
  void writingReplacesTheFileAndLeavesNoTemporaryFile() throws IOException {
    Path file = dir.resolve("report.html");

    ReportFile.write(file, "old");
    ReportFile.write(file, "new – ü");

    assertThat(file).hasContent("new – ü");
    assertThat(dir)
        .isDirectoryContaining(path -> path.equals(file))
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void writingToALinkReplacesItsTarget() throws IOException {
    Path target = Files.writeString(dir.resolve("target.html"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link.html"), target);

    ReportFile.write(link, "new");

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void aMissingFolderIsReported() {
    assertThatThrownBy(() -> ReportFile.check(dir.resolve("none/report.html")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no folder", dir.resolve("none").toString());
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> ReportFile.check(dir))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void aDeviceIsRefused() {
    assertThatThrownBy(() -> ReportFile.write(Path.of("/dev/null"), "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a regular file");
  }
}
