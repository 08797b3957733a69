package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.Catalogue;
import org.tagline.dataset.Film;

class ImportCommandTest {
  private static final String TWO = "id,title,synopsis,tags\n1,Up,A house flies.,sea\n2,B,C,d\n";

  @TempDir Path folder;

  @Test
  void reportsTheResultInOneLine() throws IOException {
    Path file = write("films.csv", TWO);
    Run run = imports(file);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(file + ": 2 rows: 2 imported, 0 updated, 0 unchanged, 0 left out (")
        .endsWith("The catalogue now has 2 films.\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void jsonHasTheFiguresOfAllFilesAndOfEach() throws IOException {
    Path good = write("films.csv", TWO);
    Path bad = write("more.csv", TWO + "3,a,b\n4,D,E,f\n");
    JsonNode json = imports(good, bad, "--json").json();
    assertThat(json.get("rows").asInt()).isEqualTo(6);
    assertThat(json.get("imported").asInt()).isEqualTo(3);
    assertThat(json.get("updated").asInt()).isZero();
    assertThat(json.get("unchanged").asInt()).isEqualTo(2);
    assertThat(json.get("rejected").asInt()).isEqualTo(1);
    assertThat(json.get("films").asInt()).isEqualTo(3);
    assertThat(json.get("files").get(1).get("rejectedRows").toString())
        .isEqualTo("[{\"line\":4,\"reason\":\"3 fields where the header names 4\"}]");
  }

  @Test
  void readsAnUnnamedIdColumnAndCommaSeparatedTags() throws IOException {
    Path file =
        write(
            "bonus.csv",
            ",Title,Synopsis,Tag\n0,Up,A house flies.,\"cult, horror, gothic\"\n"
                + "1,Down,A house falls.,comedy\n");

    assertThat(imports(file).status()).isZero();

    try (Catalogue catalogue = Catalogue.open(folder.resolve("home"), null)) {
      assertThat(catalogue.films())
          .extracting(Film::tags)
          .containsExactly(List.of("cult", "horror", "gothic"), List.of("comedy"));
    }
  }

  @Test
  void badRowsAreNamedOnStandardError() throws IOException {
    Path file = write("films.csv", TWO + "3,a,b\n".repeat(12));
    Run run = imports(file);
    assertThat(run.status()).isZero();
    assertThat(run.err().lines())
        .hasSize(11)
        .startsWith(file + ":4: left out: 3 fields where the header names 4")
        .endsWith(file + ": and 2 more rows left out");
  }

  @Test
  void aFileWithoutAGoodRowFails() throws IOException {
    Run run = imports(write("films.csv", "id,title,text\n1,a\n2,b\n"), "--json");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.json().get("rejected").asInt()).isEqualTo(2);
    assertThat(run.err()).contains("No row of ", "could be read");
  }

  @Test
  void importsNoFileIfOneIsUnreadable() throws IOException {
    Path file = write("films.csv", TWO);
    Run run = imports(file, folder.resolve("no.csv"), "--json");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.json().get("error").asText())
        .isEqualTo("There is no file " + folder.resolve("no.csv") + "; check the name.");
    assertThat(run.err()).hasLineCount(1);
    assertThat(imports(file, "--json").json().get("imported").asInt()).isEqualTo(2);
  }

  @Test
  void strictNamesTheFirstBadRowAndImportsNothing() throws IOException {
    Path good = write("films.csv", TWO);
    Path bad = write("bad.csv", TWO + "3,a,b\n");
    Run run = imports(good, bad, "--strict");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "tagline: "
                + bad
                + " line 4: 3 fields where the header names 4; nothing was imported, because this"
                + " row is malformed and --strict was given.\n");
    assertThat(imports(good, "--json").json().get("films").asInt()).isEqualTo(2);
  }

  @Test
  void commasAndPipesSeparateTagsAlike() throws IOException {
    String row = "0,Up,A house flies.,";
    Path commas = write("commas.csv", ",Title,Synopsis,Tag\n" + row + "\"cult, horror, gothic\"\n");
    Path pipes = write("pipes.csv", "id,title,synopsis,tags\n" + row + "cult|horror|gothic\n");
    assertThat(imports(commas, "--json").json().get("imported").asInt()).isEqualTo(1);
    assertThat(imports(pipes, "--json").json().get("unchanged").asInt()).isEqualTo(1);
  }

  @Test
  void showsAStackTraceOnlyWithVerbose() {
    Path missing = folder.resolve("no.csv");
    assertThat(imports(missing).err()).doesNotContain("\tat ");
    assertThat(imports(missing, "--verbose").err()).contains("\tat org.tagline");
  }

  @Test
  void aDamagedCatalogueIsReportedInWords() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(folder.resolve("home/catalogue.db"), "no database".repeat(1000));
    Run run = imports(write("films.csv", TWO));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("damaged; restore catalogue.db from a backup").hasLineCount(1);
  }

  @Test
  void aMissingServerIsReportedInWords() throws IOException {
    Run run = imports(write("films.csv", TWO), "--database", "jdbc:postgresql://localhost:1/films");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("check host and port in --database").hasLineCount(1);
  }

  @Test
  void importsTheReferenceTaskOnce() throws IOException {
    Path task = Path.of("../../shared/data/task.csv");
    assumeThat(task).as("the reference data is next to the repository").exists();
    JsonNode first = imports(task, "--json").json();
    assertThat(first.get("rows").asInt()).isEqualTo(1566);
    assertThat(first.get("imported").asInt()).isEqualTo(1566);
    JsonNode second = imports(task, "--json").json();
    assertThat(second.get("unchanged").asInt()).isEqualTo(1566);
    assertThat(second.get("films").asInt()).isEqualTo(1566);
  }

  private Run imports(Object... arguments) {
    Object[] words = new Object[arguments.length + 3];
    words[0] = "import";
    words[1] = "--home";
    words[2] = folder.resolve("home");
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    return Run.tagline(words);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
