package org.tagline.catalogue.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.SmallHeap;

/** Reads hostile and damaged files of films within a small heap. */
class HostileRowsTest {
  private static final int FILES = Integer.getInteger("tagline.damages", 200);

  @TempDir Path folder;

  /** Reads all rows; those that cannot be films are rejected one by one. */
  public static final class Importing implements SmallHeap.Reader {
    @Override
    public void read(Path file) throws IOException {
      int films = 0;
      int rejected = 0;
      try (FilmReader reader = FilmFile.open(file)) {
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
          if (entry instanceof RejectedRow) {
            rejected++;
          } else {
            films++;
          }
        }
      }
      if (rejected > 0) {
        throw new IOException(films + " films, " + rejected + " rejected");
      }
    }
  }

  @Test
  void rowsThatWouldFillTheMemoryAreRejectedAndTheNextIsRead() throws Exception {
    String film = "\n{\"text\":\"a\"}\n";
    write("lists.jsonl", "{\"text\":\"a\",\"x\":[" + "{},".repeat(2_000_000) + "{}]}" + film);
    write("deep.jsonl", "{\"text\":\"a\",\"x\":" + "[".repeat(500_000) + film);
    write("number.jsonl", "{\"text\":\"a\",\"x\":" + "1".repeat(500_000) + "}" + film);
    write("fields.csv", "id,text\n1," + "a,".repeat(1_900_000) + "\n2,b\n");
    write("lines.csv", "id,text\n1,\"" + "\n".repeat(1_500_000) + "\"\n2,b\n");

    Map<String, String> ends = SmallHeap.read(Importing.class, folder);

    assertThat(ends).hasSize(5);
    ends.forEach((name, end) -> assertThat(end).as(name).isEqualTo("1 films, 1 rejected"));
  }

  @Test
  void damagedFilesAreReadOrEndInASentence() throws Exception {
    Map<String, String> honest =
        Map.of(
            "a.jsonl",
            "{\"id\":1,\"title\":\"A\",\"text\":\"T\",\"tags\":[\"x\",\"y\"]}\n".repeat(3),
            "a.csv",
            "id,title,text,tags\n1,A,\"T, \"\"quoted\"\"\",x|y\n2,B,T,z\n");
    for (Map.Entry<String, String> file : honest.entrySet()) {
      for (int i = 0; i < FILES; i++) {
        Random random = new Random(i);
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
          bytes[random.nextInt(bytes.length)] =
              (byte) "0-9[]{}\",:\n\u00ff".charAt(random.nextInt(12));
        }
        Files.write(folder.resolve(i + file.getKey()), bytes);
      }
    }

    Map<String, String> ends = SmallHeap.read(Importing.class, folder);

    assertThat(ends).hasSize(2 * FILES);
    ends.forEach(
        (name, end) ->
            assertThat(end).as(name).matches("read|\\d films, \\d rejected|" + folder + "/.*"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
