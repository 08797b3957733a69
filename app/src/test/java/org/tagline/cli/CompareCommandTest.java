package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Flag;

/** Compares from the command line, with every run in a process of its own. */
class CompareCommandTest {
  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void films() throws IOException {
    home = folder.resolve("home");
    Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
    assertThat(tagline("import", films.toString()).status()).isZero();
  }

  @Test
  void runsShareTheVectorsOfUnchangedLayers() throws Exception {
    Path base = TinyBaseFolder.write(folder.resolve("base"));
    String candidate = base + ":epochs=1:train-layers=1";
    Run run = tagline("compare", "--candidates", candidate, "--runs", "2", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    try (Stream<Path> memories = Files.list(home.resolve("cache").resolve("windows"))) {
      assertThat(memories).hasSize(1);
    }
  }

  @Test
  void theSameComparisonIsRefusedWhileItRuns() throws Exception {
    List<String> words = List.of("compare", "--candidates", "linear:c=2", "--runs", "1");
    List<Run> runs =
        Stream.of(words, words).parallel().map(w -> tagline(w.toArray(String[]::new))).toList();
    assertThat(runs.stream().map(Run::status)).contains(0);
    for (Run run : runs) {
      assertThat(run.status() == 0 || run.err().contains("The same comparison is already running"))
          .as(run.err())
          .isTrue();
    }
    assertThat(home.resolve("runs")).isEmptyDirectory();
  }

  @Test
  void comparesAnEncoderWithTheBaselinesAndReportsIt() throws Exception {
    Path base = TinyBaseFolder.write(folder.resolve("base"));
    Path html = folder.resolve("compare.html");
    Run run =
        tagline(
            "compare",
            "--candidates",
            base + ":epochs=2:batch=4:learning-rate=3e-3",
            "--runs",
            "2",
            "--html",
            html.toString(),
            "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("complete").asBoolean()).isTrue();
    assertThat(json.at("/candidates/0/name").asText()).isEqualTo("majority");
    assertThat(json.at("/candidates/1/name").asText()).isEqualTo("linear");
    for (JsonNode candidate : json.get("candidates")) {
      assertThat(candidate.get("runs")).hasSize(2);
      assertThat(candidate.get("paretoBest").isBoolean()).isTrue();
      for (String figure :
          new String[] {
            "trainRuntimeSeconds",
            "trainSamplesPerSecond",
            "trainStepsPerSecond",
            "trainLoss",
            "evaluationLoss",
            "accuracy",
            "balancedAccuracy",
            "macroF1",
            "evaluationRuntimeSeconds",
            "evaluationSamplesPerSecond",
            "evaluationStepsPerSecond",
            "millisecondsPerFilm",
            "peakMemoryBytes",
            "parameters",
            "bytesOnDisk"
          }) {
        assertThat(candidate.at("/mean/" + figure).asDouble(-1))
            .as(candidate.get("name") + " " + figure)
            .isPositive();
      }
    }
    assertThat(json.at("/candidates/1/mean/accuracy").asDouble())
        .isGreaterThan(json.at("/candidates/0/mean/accuracy").asDouble());
    assertThat(json.get("why").asText()).contains("majority");
    assertThat(Files.readString(html)).contains("Quality", "Cost", "Learning curves", "Confusion");
    assertThat(home.resolve("taggers")).doesNotExist();
    assertThat(tagline("compare", "--list").out()).contains("6 of 6");
    String shown = tagline("compare", "--show", "1", "--prefer", "speed").out();
    assertThat(shown).contains("Winner: linear");
  }

  @Test
  void aKilledComparisonContinues() throws Exception {
    String[] compare = {"compare", "--candidates", "linear:c=1,linear:c=2", "--folds", "3"};
    Process process = start(compare);
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (done() < 2) {
      assertThat(process.isAlive() && System.nanoTime() < patience)
          .as(Files.readString(folder.resolve("log")))
          .isTrue();
      Thread.sleep(50);
    }
    process.destroyForcibly().waitFor();
    int kept = done();
    assertThat(kept).isLessThan(9);
    Run run = tagline(compare);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("Continuing comparison 1").contains("of 9 runs are done");
    assertThat(tagline("compare", "--list").out()).contains("9 of 9").doesNotContain("unfinished");
    assertThat(home.resolve("runs").resolve("compare-1")).doesNotExist();
  }

  @Test
  void acceptedFlagsCanBeFilmsOfAComparison() throws Exception {
    try (Catalogue catalogue = Catalogue.open(home, null)) {
      Flag flag =
          catalogue
              .flags()
              .add(
                  new Flag.Report(
                      null,
                      "",
                      "A ghost waits in the lighthouse, and nobody comes.",
                      "first",
                      List.of("dramatic"),
                      List.of("paranormal"),
                      "Ann",
                      ""));
      catalogue.flags().review(flag.id(), Flag.State.ACCEPTED, null, "Bob");
    }
    String[] compare = {"compare", "--candidates", "linear:c=1", "--runs", "1"};
    assertThat(tagline(compare).status()).isZero();
    String[] with = Arrays.copyOf(compare, compare.length + 1);
    with[compare.length] = "--with-flags";
    Run run = tagline(with);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(List.of(films(1), films(2))).containsExactly(60, 61);
  }

  /** Returns the number of training and test films of a comparison with one split. */
  private int films(long comparison) throws IOException {
    try (Catalogue catalogue = Catalogue.open(home, null)) {
      JsonNode settings =
          new ObjectMapper()
              .readTree(catalogue.comparisons().find(comparison).orElseThrow().settings());
      return settings.at("/trainFilms/0").asInt() + settings.at("/testFilms/0").asInt();
    }
  }

  @Test
  void aWrongCandidateIsRefusedBeforeAnyRun() {
    Run run = tagline("compare", "--candidates", "linear:epochs=2");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("The candidate \"linear:epochs=2\": --epochs has no effect with the base linear");
    assertThat(tagline("compare", "--list").out()).contains("no comparisons yet");
  }

  @Test
  void anUnknownOptionOfACandidateIsNamed() {
    Run run = tagline("compare", "--candidates", "linear:epoch=2");
    assertThat(run.err()).contains("linear:epoch=2").contains("--epoch");
  }

  private int done() {
    JsonNode comparisons;
    try {
      comparisons = tagline("compare", "--list", "--json").json().path("comparisons");
    } catch (IOException e) {
      return 0;
    }
    return comparisons.path(0).path("runs").asInt();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--home", home.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private Run tagline(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home.toString();
    return Run.tagline((Object[]) all);
  }
}
