package org.tagline.catalogue.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmFileTest {
  private static final byte[] CSV =
      "id,text\n1,one\n".repeat(2000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> Films.read(folder.resolve("no.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> Films.read(folder)).hasMessageContaining("is a folder");
  }

  @Test
  void refusesAnEmptyFile() {
    refused("a.csv", "", "is empty");
    refused("b.csv", "\ufeff\n \n", "is empty");
  }

  @Test
  void refusesAHeaderWithoutASynopsis() {
    refused("a.csv", "id,title,year\n1,Up,2009\n", "no header with a synopsis column");
    refused("b.csv", "1,Up,A house flies.\n", "but is: 1,Up,A house flies.");
  }

  @Test
  void refusesAJsonList() {
    refused("a.json", "[\n{\"text\":\"a\"}]\n", "jq -c '.[]'");
  }

  @Test
  void refusesASpreadsheet() throws IOException {
    byte[] bytes = {'P', 'K', 3, 4, 0, 0};
    Path file = Films.write(folder, "a.csv", bytes);
    assertThatThrownBy(() -> Films.read(file)).hasMessageContaining("save the sheet as CSV");
  }

  @Test
  void refusesABinaryFile() throws IOException {
    byte[] bytes = new byte[5000];
    new Random(1).nextBytes(bytes);
    Path file = Films.write(folder, "a.csv", bytes);
    assertThatThrownBy(() -> Films.read(file)).hasMessageContaining("not a text file");
  }

  @Test
  void refusesUtf16WithoutAByteOrderMark() throws IOException {
    Path file =
        Films.write(folder, "a.csv", "id,text\n1,one\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> Films.read(file)).hasMessageContaining("looks like UTF-16");
  }

  @Test
  void recognisesATruncatedGzipFile() throws IOException {
    byte[] whole = Files.readAllBytes(Films.gzip(folder, "whole.gz", CSV));
    for (int length : new int[] {5, 15, whole.length / 2, whole.length - 4}) {
      Path file = Films.write(folder, "cut.csv.gz", Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Films.read(file)).hasMessageContaining("cut short or damaged");
    }
  }

  @Test
  void recognisesADamagedGzipFile() throws IOException {
    byte[] bytes = Files.readAllBytes(Films.gzip(folder, "whole.gz", CSV));
    bytes[bytes.length - 6] ^= 1;
    Path file = Films.write(folder, "bad.csv.gz", bytes);
    assertThatThrownBy(() -> Films.read(file)).hasMessageContaining("cut short or damaged");
  }

  private void refused(String name, String content, String message) {
    assertThatThrownBy(() -> Films.read(folder, name, content))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
