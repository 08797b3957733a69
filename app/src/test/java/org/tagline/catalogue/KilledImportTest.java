package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.dataset.Film;

/** Kills importing processes: acknowledged films are stored, and no film is stored partially. */
class KilledImportTest {
  private static final int FILMS = 6_000;
  private static final int BATCH = 1_000;

  @TempDir static Path shared;

  @TempDir Path home;

  private static Path file;
  private static List<Film> expected;

  @BeforeAll
  static void writeFilms() throws IOException {
    file = shared.resolve("films.csv");
    expected = new ArrayList<>();
    StringBuilder csv = new StringBuilder("id,title,synopsis,tags\n");
    String text = "A ship sails, and nobody knows where. ".repeat(60);
    for (int i = 0; i < FILMS; i++) {
      Film film = new Film("tt" + i, "Film " + i, i + " " + text, List.of("a", "b", "c"));
      expected.add(film);
      csv.append("%s,%s,\"%s\",a|b|c%n".formatted(film.id(), film.title(), film.text()));
    }
    Files.writeString(file, csv);
  }

  @RepeatedTest(4)
  void killedWhileItStores() throws Exception {
    Random random = new Random();
    int batches = 1 + random.nextInt(FILMS / BATCH - 1);
    Process process = start();
    while (acknowledgements().size() < batches && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
    process.destroyForcibly().waitFor();
    List<String> acknowledged = acknowledgements();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(batches);
    assertConsistentAndCompletable(Long.parseLong(acknowledged.get(acknowledged.size() - 1)));
  }

  @Test
  void killedWhileItStarts() throws Exception {
    Random random = new Random();
    for (int i = 0; i < 4; i++) {
      Process process = start();
      TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(800));
      process.destroyForcibly().waitFor();
    }
    assertConsistentAndCompletable(0);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ImportingProcess.class.getName(),
            home.toString(),
            file.toString())
        .redirectOutput(home.resolve("acknowledged").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Returns the complete lines written so far. */
  private List<String> acknowledgements() throws IOException {
    String text = Files.readString(home.resolve("acknowledged"));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private void assertConsistentAndCompletable(long acknowledged) throws IOException {
    try (Catalogue catalogue = Catalogue.open(home, null)) {
      int stored = (int) catalogue.count();
      assertThat(stored).isGreaterThanOrEqualTo((int) acknowledged);
      assertThat(stored % BATCH).isZero();
      assertThat(catalogue.films()).isEqualTo(expected.subList(0, stored));
      ImportReport report =
          catalogue.importer().importFile(file, ImportOptions.DEFAULT, ImportListener.NONE);
      assertThat(report)
          .isEqualTo(new ImportReport(FILMS, FILMS - stored, 0, stored, 0, List.of()));
      assertThat(catalogue.films()).isEqualTo(expected);
    }
  }
}
