package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.Checksums;
import org.tagline.files.SmallHeap;

/** Loads hostile and damaged taggers within a small heap. */
class HostileTaggerTest {
  private static final int FOLDERS = Integer.getInteger("tagline.damages", 15);
  private static final Path HONEST = Path.of("../taggers/three-tags");

  @TempDir Path folder;

  /** Loads a tagger and everything that commands read of its folder. */
  public static final class Loading implements SmallHeap.Reader {
    @Override
    public void read(Path file) throws IOException {
      TaggerFolder.load(file).close();
      TaggerFolder.split(file);
      KnownAnswer.read(file);
    }
  }

  @Test
  void taggersThatWouldFillTheMemoryAreRefusedWithASentence() throws Exception {
    copy("honest");
    String lists = "[" + "{},".repeat(3_000_000) + "{}]";
    change("card", "tagline.json", "{\"name\":" + lists + "}");
    change("card-long", "tagline.json", " ".repeat(17 << 20));
    change("config", "config.json", "{\"common_words\":" + lists + "}");
    change("vocabulary", "vocabulary.txt", "\n".repeat(20_000_000));
    Path sparse = copy("vocabulary-long");
    try (RandomAccessFile zeros =
        new RandomAccessFile(sparse.resolve("vocabulary.txt").toFile(), "rw")) {
      zeros.setLength(70 << 20);
    }
    sum(sparse);
    change("answer", "known-answer.json", "{\"text\":" + lists + "}");
    Files.writeString(copy("sums").resolve("SHA256SUMS"), "0  0\n".repeat(2_000_000));

    Map<String, String> ends = SmallHeap.read(Loading.class, folder);

    assertThat(ends).hasSize(8).containsEntry("honest", "read");
    ends.remove("honest");
    ends.forEach((name, end) -> assertThat(end).as(name).contains(folder.toString()));
  }

  @Test
  void damagedTaggersEndInASentence() throws Exception {
    List<String> files = List.of("tagline.json", "config.json", "split.json", "known-answer.json");
    for (String file : files) {
      byte[] honest = Files.readAllBytes(HONEST.resolve(file));
      for (int i = 0; i < FOLDERS; i++) {
        Random random = new Random(i);
        byte[] bytes = honest.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
          bytes[random.nextInt(bytes.length)] = (byte) "0-9[]{}\",:x".charAt(random.nextInt(11));
        }
        Path copy = copy(file + "-" + i);
        Files.write(copy.resolve(file), bytes);
        sum(copy);
      }
    }

    Map<String, String> ends = SmallHeap.read(Loading.class, folder);

    assertThat(ends).hasSize(FOLDERS * files.size());
    ends.forEach(
        (name, end) ->
            assertThat(end).as(name).isNotEqualTo("null").doesNotMatch("[a-z.]+\\.[A-Z]\\w+: .*"));
  }

  private void change(String name, String file, String text) throws IOException {
    Path copy = copy(name);
    Files.writeString(copy.resolve(file), text);
    sum(copy);
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(HONEST)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    return copy;
  }

  /** Makes the checksums agree, so that the readers see the change. */
  private static void sum(Path copy) throws IOException {
    Files.delete(copy.resolve("SHA256SUMS"));
    Checksums.write(copy);
  }
}
