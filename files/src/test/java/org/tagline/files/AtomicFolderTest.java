package org.tagline.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.fault.FaultRounds;

class AtomicFolderTest {
  @TempDir Path place;

  @Test
  void afterAnyFaultAReplacedFolderIsTheOldOneOrTheNewOne() throws Exception {
    FaultRounds.of("folder replaced", place)
        .prepare(folder -> AtomicFolder.write(folder.resolve("a"), part -> fill(part, "old")))
        .check(
            (folder, acknowledged) -> {
              AtomicFolder.recoverAll(folder);
              String found = read(folder.resolve("a"));
              assertThat(found).isEqualTo(acknowledged ? "new" : found).isIn("old", "new");
            })
        .run(folder -> AtomicFolder.write(folder.resolve("a"), part -> fill(part, "new")));
  }

  @Test
  void afterAnyFaultANewFolderIsWholeOrMissing() throws Exception {
    FaultRounds.of("folder created", place)
        .check(
            (folder, acknowledged) -> {
              if (acknowledged || Files.exists(folder.resolve("a"))) {
                assertThat(read(folder.resolve("a"))).isEqualTo("new");
              }
            })
        .run(folder -> AtomicFolder.write(folder.resolve("a"), part -> fill(part, "new")));
  }

  @Test
  void afterAnyFaultAFileIsTheOldOneOrTheNewOne() throws Exception {
    FaultRounds.of("file replaced", place)
        .prepare(folder -> Files.writeString(folder.resolve("a"), "old"))
        .check(
            (folder, acknowledged) -> {
              String found = Files.readString(folder.resolve("a"));
              assertThat(found).isEqualTo(acknowledged ? "new" : found).isIn("old", "new");
            })
        .run(
            folder ->
                AtomicFile.write(
                    folder.resolve("a"), /* replace= */ true, out -> out.write("new".getBytes())));
  }

  @Test
  void aFolderThatAppearedMeanwhileIsNotReplaced() throws IOException {
    Path target = place.resolve("a");
    try (FolderLock lock = FolderLock.take(target, "held")) {
      assertThatThrownBy(
              () ->
                  AtomicFolder.write(
                      lock,
                      /* replace= */ false,
                      part -> {
                        fill(part, "new");
                        fill(Files.createDirectory(target), "other");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("meanwhile");
    }
    assertThat(read(target)).isEqualTo("other");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void whatAnOlderVersionLeftIsRecovered() throws IOException {
    fill(Files.createDirectory(place.resolve(".a-old")), "old");
    fill(Files.createDirectory(place.resolve(".a-part-12-345")), "new");
    fill(Files.createDirectory(place.resolve("b")), "new");
    fill(Files.createDirectory(place.resolve(".b-old")), "old");

    AtomicFolder.recoverAll(place);

    assertThat(names()).containsExactly("a", "b");
    assertThat(read(place.resolve("a"))).isEqualTo("old");
    assertThat(read(place.resolve("b"))).isEqualTo("new");
  }

  @Test
  void theFilesOfARunningCommandAreLeftAlone() throws IOException {
    AtomicFolder.write(
        place.resolve("a"),
        part -> {
          fill(part, "new");
          AtomicFolder.recoverAll(place);
          assertThat(read(part)).isEqualTo("new");
        });
    assertThat(names()).containsExactly("a");
  }

  private static void fill(Path folder, String text) throws IOException {
    AtomicFolder.writeForced(folder.resolve("one"), text.getBytes());
    AtomicFolder.writeForced(folder.resolve("two"), text.getBytes());
    Checksums.write(folder);
  }

  private static String read(Path folder) throws IOException {
    Checksums.verify(folder);
    return Files.readString(folder.resolve("one"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(place)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
