package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {
  private static final Path SAMPLE = Path.of("src/main/resources/org/tagline/sample/films.csv");
  private static final Path TASK = Path.of("../../shared/data/task.csv");

  @TempDir Path home;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void freshWriters() {
    out = new StringWriter();
    err = new StringWriter();
  }

  private int tagline(String... arguments) {
    freshWriters();
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--home", home.toString()));
    return Main.run(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void theSampleCatalogueHasTheDefectsInItsReadme() throws IOException {
    tagline("import", SAMPLE.toString());

    assertThat(tagline("explore", "--json")).isZero();

    JsonNode json = json();
    assertThat(json.get("incomplete").asInt()).isEqualTo(1);
    assertThat(json.get("repeated").asInt()).isEqualTo(4);
    assertThat(json.get("contradictory").asInt()).isEqualTo(2);
    assertThat(json.get("cleaned").asInt()).isEqualTo(163);
    assertThat(json.get("movies").asInt()).isEqualTo(170);
    assertThat(json.get("incompleteMovies").findValuesAsText("title"))
        .containsExactly("The Quiet Wife of Saltmarsh Lane");
  }

  @Test
  void tablesGoToStandardOutput() {
    tagline("import", SAMPLE.toString());

    assertThat(tagline("explore")).isZero();

    assertThat(out.toString()).contains("170 films, 3 tags", "Class weights", "Contradictory");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void writesTheReportAndTheJson() throws IOException {
    tagline("import", SAMPLE.toString());
    Path report = home.resolve("report.html");

    assertThat(tagline("explore", "--json", "--html", report.toString())).isZero();

    assertThat(json().get("html").asText()).isEqualTo(report.toString());
    assertThat(report).content().contains("Pope Masks", "The Quiet Wife of Saltmarsh Lane");
  }

  @Test
  void aReportWithoutAFolderFailsBeforeAnyWork() {
    Path report = home.resolve("none/report.html");

    assertThat(tagline("explore", "--html", report.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("There is no folder", "none");
    assertThat(Files.exists(home.resolve("catalogue.db"))).isFalse();
  }

  @Test
  void anEmptyCatalogueSaysWhatToDo() {
    assertThat(tagline("explore")).isEqualTo(1);

    assertThat(err.toString()).contains("empty", "tagline import FILE");
  }

  @Test
  void anUnknownBaseIsReportedWithTheKnownOnes() {
    tagline("import", SAMPLE.toString());

    assertThat(tagline("explore", "--base", "no-such-base")).isEqualTo(1);

    assertThat(err.toString()).contains("no-such-base", "all-minilm-l6-v2");
  }

  @Test
  void taskCsvHasTheKnownFigures() throws IOException {
    Assumptions.assumeTrue(Files.exists(TASK), "needs ../shared/data/task.csv, which is not here");
    tagline("import", TASK.toString());

    assertThat(tagline("explore", "--json")).isZero();

    JsonNode json = json();
    assertThat(json.get("movies").asInt()).isEqualTo(1566);
    assertThat(json.get("tags").toString())
        .isEqualTo("{\"cult\":1033,\"paranormal\":366,\"dramatic\":167}");
    assertThat(json.get("cleanedTags").toString())
        .isEqualTo("{\"cult\":1024,\"paranormal\":351,\"dramatic\":164}");
    assertThat(json.get("incomplete").asInt()).isZero();
    assertThat(json.get("repeated").asInt()).isEqualTo(13);
    assertThat(json.get("contradictory").asInt()).isEqualTo(14);
    assertThat(json.get("contradictoryMovies")).hasSize(7);
    assertThat(json.get("cleaned").asInt()).isEqualTo(1539);
    JsonNode characters = json.get("characters");
    assertThat(String.format(java.util.Locale.ROOT, "%.6f", characters.get("mean").asDouble()))
        .isEqualTo("5219.414432");
    assertThat(String.format(java.util.Locale.ROOT, "%.6f", characters.get("std").asDouble()))
        .isEqualTo("4800.731210");
    assertThat(characters.get("longestTitle").asText()).isEqualTo("Stranger Things");
    assertThat(json.get("windows").get("count").asInt()).isEqualTo(4242);
    assertThat(json.get("windows").get("tokens").asInt()).isEqualTo(1_806_339);
  }
}
