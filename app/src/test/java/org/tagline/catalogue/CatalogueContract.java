package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.dataset.Film;

/** Tests that a catalogue passes on every database. */
abstract class CatalogueContract {
  private static final String FOUR =
      """
      id,title,synopsis,tags
      tt1,Up,A house flies.,cult|sea
      tt2,Élan,"Quoted, twice.",
      tt3,Down,,drama
      tt4,up,Another house.,"noir, cult"
      """;

  @TempDir Path folder;

  Catalogue catalogue;

  /** Opens the test's own database, empty the first time. */
  abstract Catalogue open() throws IOException;

  @BeforeEach
  void openFirst() throws IOException {
    catalogue = open();
  }

  @AfterEach
  void closeLast() {
    catalogue.close();
  }

  @Test
  void anEmptyCatalogueHasNoFilms() {
    assertThat(catalogue.count()).isZero();
    assertThat(catalogue.films()).isEmpty();
    assertThat(catalogue.find("tt1")).isEmpty();
    assertThat(catalogue.findByTitle("Up")).isEmpty();
  }

  @Test
  void aComparisonAndItsRunsAreStored() throws IOException {
    Comparisons comparisons = catalogue.comparisons();
    long id = comparisons.begin("print", "{\"a\":1}");
    comparisons.add(id, new Comparisons.StoredRun("linear", "run1", "{}", "line\n"));
    catalogue.close();
    catalogue = open();
    comparisons = catalogue.comparisons();
    assertThat(comparisons.unfinished("print").orElseThrow().id()).isEqualTo(id);
    assertThat(comparisons.unfinished("other")).isEmpty();
    assertThat(comparisons.runs(id))
        .containsExactly(new Comparisons.StoredRun("linear", "run1", "{}", "line\n"));
    comparisons.finish(id, "{\"winner\":\"linear\"}");
    assertThat(comparisons.unfinished("print")).isEmpty();
    Comparisons.Stored stored = comparisons.find(id).orElseThrow();
    assertThat(stored.settings()).isEqualTo("{\"a\":1}");
    assertThat(stored.finishedAt()).isGreaterThanOrEqualTo(stored.startedAt());
    assertThat(comparisons.all()).containsExactly(stored);
  }

  @Test
  void importedFilmsKeepTheirOrder() throws IOException {
    assertThat(importText(FOUR)).isEqualTo(new ImportReport(4, 4, 0, 0, 0, List.of()));
    assertThat(catalogue.films())
        .containsExactly(
            new Film("tt1", "Up", "A house flies.", List.of("cult", "sea")),
            new Film("tt2", "Élan", "Quoted, twice.", List.of()),
            new Film("tt3", "Down", "", List.of("drama")),
            new Film("tt4", "up", "Another house.", List.of("noir", "cult")));
    assertThat(catalogue.count()).isEqualTo(4);
  }

  @Test
  void filmsAreFoundByWordsAndTag() throws IOException {
    importText(FOUR);
    assertThat(found("house", null)).containsExactlyInAnyOrder("tt1", "tt4");
    assertThat(found("HOUSES fl", null)).as("inflected word and prefix").containsExactly("tt1");
    assertThat(found("élan", null)).containsExactly("tt2");
    assertThat(found("house", "noir")).containsExactly("tt4");
    assertThat(found("", "cult")).containsExactly("tt1", "tt4");
    assertThat(found("", null)).hasSize(4);
    assertThat(found("castle", null)).isEmpty();
    assertThat(catalogue.search().tags()).containsEntry("cult", 2L).hasSize(4);
  }

  @Test
  void searchWordsAreNeverOperators() throws IOException {
    importText(FOUR);
    for (String words :
        List.of("\"house", "house'", "house* OR", "a:b", "house & !", "--", "(", "%", "\\house")) {
      assertThat(found(words, null)).as(words).isSubsetOf("tt1", "tt2", "tt3", "tt4");
    }
  }

  @Test
  void theIndexIsUpdatedWithChangedFilms() throws IOException {
    importText(FOUR);
    importText(FOUR.replace("A house flies", "A castle flies"));
    assertThat(found("castle", null)).containsExactly("tt1");
    assertThat(found("house", null)).containsExactly("tt4");
  }

  @Test
  void aPageOfFilmsHasTheTotal() throws IOException {
    importText(FOUR);
    FilmPage page = catalogue.search().find("", null, 1, 2);
    assertThat(page.total()).isEqualTo(4);
    assertThat(page.films()).extracting(FilmSummary::id).containsExactly("tt2", "tt3");
    assertThat(page.films().get(0).excerpt()).isEqualTo("Quoted, twice.");
  }

  @Test
  void anAcceptedFlagBecomesALabelledFilm() throws IOException {
    importText(FOUR);
    Flags flags = catalogue.flags();
    Flag film = flags.add(report("tt1", "Up", "A house flies.", "sea"));
    Flag text = flags.add(report(null, "", "Nobody comes.", "noir"));
    flags.add(report("tt4", "up", "Another house.", "sea"));
    flags.review(film.id(), Flag.State.ACCEPTED, null, "Bob");
    flags.review(text.id(), Flag.State.ACCEPTED, List.of("drama", "sea"), "Bob");
    List<Film> corrected = LabelledFlags.correct(catalogue.films(), flags.accepted());
    assertThat(corrected)
        .hasSize(5)
        .contains(
            new Film("tt1", "Up", "A house flies.", List.of("sea")),
            new Film("tt4", "up", "Another house.", List.of("noir", "cult")),
            new Film("flag-" + text.id(), "", "Nobody comes.", List.of("drama", "sea")));
    assertThat(flags.list(Flag.State.OPEN, 0, 10).total()).isEqualTo(1);
  }

  @Test
  void aReviewCanBeUndone() {
    Flag flag = catalogue.flags().add(report(null, "", "Nobody comes.", "noir"));
    catalogue.flags().review(flag.id(), Flag.State.REJECTED, null, "Bob");
    assertThat(catalogue.flags().review(flag.id(), Flag.State.OPEN, null, "Bob")).contains(flag);
    assertThat(catalogue.flags().find(flag.id() + 1)).isEmpty();
  }

  private static Flag.Report report(
      @Nullable String film, String title, String text, String correct) {
    return new Flag.Report(
        film, title, text, "first", List.of("cult"), List.of(correct), "Ann", "");
  }

  private List<String> found(String words, @Nullable String tag) {
    return catalogue.search().find(words, tag, 0, 10).films().stream()
        .map(FilmSummary::id)
        .toList();
  }

  @Test
  void filmsSurviveReopening() throws IOException {
    importText(FOUR);
    List<Film> before = catalogue.films();
    catalogue.close();
    catalogue = open();
    assertThat(catalogue.films()).isEqualTo(before);
  }

  @Test
  void aFilmIsFoundByIdAndByTitle() throws IOException {
    importText(FOUR);
    assertThat(catalogue.find("tt3")).map(Film::title).hasValue("Down");
    assertThat(catalogue.findByTitle("up")).map(Film::id).hasValue("tt4");
    assertThat(catalogue.findByTitle("UP")).map(Film::id).hasValue("tt1");
    assertThat(catalogue.findByTitle("éLAN")).map(Film::id).hasValue("tt2");
    assertThat(catalogue.findByTitle("' or 1=1 --")).isEmpty();
  }

  @Test
  void importingAFileAgainChangesNothing() throws IOException {
    importText(FOUR);
    List<Film> before = catalogue.films();
    assertThat(importText(FOUR)).isEqualTo(new ImportReport(4, 0, 0, 4, 0, List.of()));
    assertThat(catalogue.films()).isEqualTo(before);
  }

  @Test
  void aChangedRowWithAKnownIdUpdatesTheFilm() throws IOException {
    importText(FOUR);
    ImportReport report =
        importText(
            FOUR.replace("A house flies.,cult|sea", "A house sails.,sea")
                + "tt5,New,A ship.,sea\n");
    assertThat(report).isEqualTo(new ImportReport(5, 1, 1, 3, 0, List.of()));
    assertThat(catalogue.films())
        .hasSize(5)
        .startsWith(new Film("tt1", "Up", "A house sails.", List.of("sea")));
  }

  @Test
  void aFilmWithoutAnIdIsIdentifiedByItsContent() throws IOException {
    String text = "title,synopsis,tag\nUp,A house flies.,cult\nUp,A house flies.,drama\n";
    assertThat(importText(text)).isEqualTo(new ImportReport(2, 2, 0, 0, 0, List.of()));
    assertThat(importText(text)).isEqualTo(new ImportReport(2, 0, 0, 2, 0, List.of()));
    assertThat(importText(text + "Up,A house flies.,cult\nUp,A house falls.,cult\n"))
        .isEqualTo(new ImportReport(4, 1, 0, 3, 0, List.of()));
    Film first = catalogue.films().get(0);
    assertThat(first.id()).matches("[0-9a-f]{32}");
    assertThat(catalogue.find(first.id())).hasValue(first);
  }

  @Test
  void malformedRowsAreReportedAndTheOthersImported() throws IOException {
    ImportReport report = importText(FOUR + "tt5,too,many,fields,here\ntt6,Six,A ship.,sea\n");
    assertThat(report.imported()).isEqualTo(5);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.rows()).isEqualTo(6);
    assertThat(report.rejectedRows())
        .singleElement()
        .hasToString("RejectedRow[line=6, reason=5 fields where the header names 4]");
  }

  @Test
  void anIdUsedTwiceWithOtherContentIsRejected() throws IOException {
    String text = FOUR + "tt1,Up,A house flies.,cult|sea\ntt1,Up,A house falls.,cult\n";
    assertThat(importText(text).rejectedRows())
        .singleElement()
        .hasToString(
            "RejectedRow[line=7, reason=id tt1 was used by an earlier row with other content]");
    assertThat(catalogue.find("tt1")).map(Film::text).hasValue("A house flies.");
    ImportReport again = importText(text);
    assertThat(again.unchanged()).isEqualTo(5);
    assertThat(again.rejected()).isEqualTo(1);
  }

  @Test
  void strictImportsNothingIfOneRowIsMalformed() throws IOException {
    Path file = write("films.csv", FOUR + "tt5,too,many,fields,here\n");
    assertThatThrownBy(
            () ->
                catalogue
                    .importer()
                    .importFile(file, new ImportOptions(true, "", false), ImportListener.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 6: 5 fields where the header names 4; nothing was imported");
    assertThat(catalogue.count()).isZero();
  }

  @Test
  void aTruncatedFileLeavesTheCatalogueUnchanged() throws IOException {
    importText(FOUR);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(numbered(0, 5000).getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("cut.csv.gz");
    Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 100));
    assertThatThrownBy(() -> importFile(file)).hasMessageContaining("cut short");
    assertThat(catalogue.count()).isEqualTo(4);
  }

  @Test
  void aFileThatCanBeReadOnlyOnceIsRefused() {
    assertThatThrownBy(() -> importFile(Path.of("/dev/zero")))
        .hasMessageContaining("can be read only once");
  }

  @Test
  void aSecondFileWithTheIdsOfOtherFilmsNeedsAnOption() throws IOException {
    importText(numbered(0, 30));
    String other = numbered(0, 30).replace("Film", "Series");
    Path file = write("other.csv", other);
    assertThatThrownBy(() -> importFile(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30 of the 30 known")
        .hasMessageContaining("--id-prefix other:");
    assertThat(catalogue.find("3")).map(Film::title).hasValue("Film 3");

    ImportOptions prefixed = new ImportOptions(false, "other:", false);
    assertThat(catalogue.importer().importFile(file, prefixed, ImportListener.NONE).imported())
        .isEqualTo(30);
    assertThat(catalogue.find("other:3")).map(Film::title).hasValue("Series 3");

    ImportOptions replacing = new ImportOptions(false, "", true);
    assertThat(catalogue.importer().importFile(file, replacing, ImportListener.NONE).updated())
        .isEqualTo(30);
    assertThat(catalogue.find("3")).map(Film::title).hasValue("Series 3");
  }

  @Test
  void aFewCorrectedTitlesAreAccepted() throws IOException {
    importText(numbered(0, 30));
    assertThat(importText(numbered(0, 30).replace("Film 1", "Movie 1")).updated()).isEqualTo(11);
  }

  @Test
  void filmsOfSeveralBatchesKeepTheirOrder() throws IOException {
    List<Long> acknowledged = new ArrayList<>();
    ImportReport report =
        catalogue
            .importer()
            .importFile(
                write("many.csv", numbered(0, 2500)),
                ImportOptions.DEFAULT,
                new ImportListener() {
                  @Override
                  public void stored(long rows, long total) {
                    acknowledged.add(rows);
                    assertThat(total).isEqualTo(2500);
                    assertThat(catalogue.count()).isEqualTo(rows);
                  }
                });
    assertThat(report.imported()).isEqualTo(2500);
    assertThat(acknowledged).containsExactly(1000L, 2000L, 2500L);
    assertThat(catalogue.films())
        .extracting(Film::id)
        .startsWith("0", "1", "2")
        .endsWith("2498", "2499");
  }

  @Test
  void concurrentImportsStoreEachFilmOnce() throws Exception {
    Path file = write("many.csv", numbered(0, 4000));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<ImportReport> task = () -> importFile(file);
      List<Future<ImportReport>> reports = threads.invokeAll(List.of(task, task));
      ImportReport first = reports.get(0).get();
      ImportReport second = reports.get(1).get();
      assertThat(first.imported() + second.imported()).isEqualTo(4000);
      assertThat(first.unchanged() + second.unchanged()).isEqualTo(4000);
    } finally {
      threads.shutdownNow();
    }
    assertThat(catalogue.count()).isEqualTo(4000);
  }

  @Test
  void specialCharactersAreStoredUnchanged() throws IOException {
    String text = "😀 \u2028 ' \" \\ % _ $1 ? :name {x} <y> \u001f \t é";
    String row = "{\"id\":\"a'; drop table film; --\",\"title\":\"?\",\"text\":\"%s\"}";
    String json = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
    Path file = write("a.jsonl", row.formatted(json.replace("\u001f", "\\u001f")));
    importFile(file);
    assertThat(catalogue.films())
        .containsExactly(new Film("a'; drop table film; --", "?", text, List.of()));
  }

  /** The number of lists of tags is set with {@code -Dtagline.tags}. */
  @Test
  void anyTagsSurviveTheDatabaseAndAreReadBackFromTheExportOfFlags() throws IOException {
    long seed = System.nanoTime();
    List<List<String>> lists = AnyTags.lists(seed, Integer.getInteger("tagline.tags", 100));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lists.size(); i++) {
      String tags = org.tagline.files.JsonFiles.COMPACT.writeValueAsString(lists.get(i));
      text.append("{\"id\":%d,\"text\":\"Film %d.\",\"tags\":%s}\n".formatted(i, i, tags));
    }
    Path films = write("any.jsonl", text.toString());
    importFile(films);
    assertThat(catalogue.films()).as("seed %d", seed).extracting(Film::tags).isEqualTo(lists);
    assertThat(catalogue.search().find("", null, 0, 1_000).films())
        .as("seed %d", seed)
        .extracting(FilmSummary::tags)
        .isEqualTo(lists);

    List<List<String>> corrected = new ArrayList<>(lists);
    java.util.Collections.reverse(corrected);
    for (int i = 0; i < lists.size(); i++) {
      Flag.Report report =
          new Flag.Report(
              "" + i, "", "Film " + i + ".", "first", lists.get(i), corrected.get(i), "", "");
      Flag flag = catalogue.flags().add(report);
      assertThat(flag.predicted()).as("seed %d", seed).isEqualTo(lists.get(i));
      catalogue.flags().review(flag.id(), Flag.State.ACCEPTED, corrected.get(i), "");
    }
    List<Film> labelled = LabelledFlags.films(catalogue.flags().accepted());
    importFile(write("flags.csv", FlagsCsv.of(labelled, false)));
    assertThat(catalogue.films()).as("seed %d", seed).extracting(Film::tags).isEqualTo(corrected);
  }

  @Test
  void aFlagWithATagThatCannotBeStoredIsRefused() {
    for (String tag : List.of("", " ", " a", "a\u001fb", "a\u0085b", "\ud800", "a\nb")) {
      assertThatThrownBy(() -> report(null, "", "Nobody comes.", tag))
          .as("tag %s", tag)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theLongestTitlesIdsAndTagsAreStored() throws IOException {
    String id = "漢".repeat(200);
    String title = "\ud83d\ude00".repeat(250);
    String tag = "字".repeat(200);
    importText("id,title,text,tag\n" + id + "," + title + ",T," + tag + "\n");
    assertThat(catalogue.find(id)).hasValue(new Film(id, title, "T", List.of(tag)));
    assertThat(catalogue.findByTitle(title)).isPresent();
  }

  ImportReport importText(String csv) throws IOException {
    return importFile(write("films.csv", csv));
  }

  private ImportReport importFile(Path file) throws IOException {
    return catalogue.importer().importFile(file, ImportOptions.DEFAULT, ImportListener.NONE);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String numbered(int from, int to) {
    StringBuilder text = new StringBuilder(",Title,Synopsis,Tag\n");
    for (int i = from; i < to; i++) {
      text.append("%d,Film %d,Story number %d.,%s\n".formatted(i, i, i, i % 2 == 0 ? "a" : "b|c"));
    }
    return text.toString();
  }
}
