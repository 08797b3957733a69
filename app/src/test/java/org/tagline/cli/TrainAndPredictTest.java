package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.finetune.EnsembleRecipe;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.linear.LinearPlan;

/** Trains, evaluates and predicts from the command line, with a small encoder. */
class TrainAndPredictTest {
  @TempDir static Path folder;
  private static Path home;
  private static Path base;
  private static Run trained;

  @BeforeAll
  static void train() throws Exception {
    home = folder.resolve("home");
    base = TinyBaseFolder.write(folder.resolve("base"));
    Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
    tagline("import", films.toString());
    trained =
        tagline(
            "train",
            "--as",
            "first",
            "--base",
            base.toString(),
            "--epochs",
            "8",
            "--batch",
            "4",
            "--learning-rate",
            "3e-3",
            "--json");
  }

  @Test
  void trainPrintsTheFiguresOfTheContract() throws Exception {
    assertThat(trained.status()).as(trained.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(trained.out());
    assertThat(json.get("tagger").asText()).isEqualTo("first");
    for (String figure :
        new String[] {
          "trainRuntimeSeconds",
          "trainSamplesPerSecond",
          "trainStepsPerSecond",
          "trainLoss",
          "peakMemoryBytes"
        }) {
      assertThat(json.get(figure).asDouble()).as(figure).isPositive();
    }
    assertThat(json.at("/evaluation/accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(json.at("/evaluation/samplesPerSecond").asDouble()).isPositive();
  }

  @Test
  void reportsNewWeightsAndClassWeights() {
    assertThat(trained.err()).contains("classifier.weight").contains("Class weights: paranormal");
  }

  @Test
  void evaluatesOnTheHeldOutFilms() throws Exception {
    JsonNode json = new ObjectMapper().readTree(tagline("evaluate", "first", "--json").out());
    assertThat(json.get("documents").asInt()).isEqualTo(12);
    assertThat(json.get("accuracy"))
        .isEqualTo(trained.json().at("/evaluation/accuracy"))
        .isNotEqualTo(json.at("/majority/accuracy"));
  }

  @Test
  void predictsFromAFile() throws Exception {
    Path text = Files.writeString(folder.resolve("text.txt"), "A ghost. It haunts the old house.");
    JsonNode json =
        new ObjectMapper().readTree(tagline("predict", "first", text.toString(), "--json").out());
    assertThat(json.get("predicted").asText()).isEqualTo("paranormal");
    assertThat(json.get("tags")).hasSize(2);
    assertThat(json.get("tokensRead")).isEqualTo(json.get("tokensTotal"));
    assertThat(json.get("evidence")).isNotEmpty();
    assertThat(json.get("elapsedMillis").asDouble()).isPositive();
  }

  @Test
  void predictsWithTheNewestTaggerByDefault() throws Exception {
    Path text = Files.writeString(folder.resolve("court.txt"), "The judge listens in court.");
    assertThat(tagline("predict", text.toString()).out()).contains("\"" + newest() + "\" took");
  }

  @Test
  void tagsAWholeFile() {
    Run run = tagline("predict", "first", "--csv", folder.resolve("films.csv").toString());
    assertThat(run.err()).contains("tagline batch").contains("old spelling");
    assertThat(run.out().lines()).hasSize(60).first().asString().startsWith("Film 0\tdramatic\t");
  }

  @Test
  void anInterruptedBatchContinues() throws Exception {
    Path films = folder.resolve("films.csv");
    Path whole = folder.resolve("whole.jsonl");
    assertThat(tagline("batch", films.toString(), whole.toString(), "--tagger", "first").status())
        .isZero();
    String lines = Files.readString(whole);
    assertThat(lines.lines()).hasSize(60);
    Path cut = folder.resolve("cut.jsonl");
    Files.writeString(folder.resolve("cut.jsonl.part"), lines.substring(0, lines.length() / 2));
    Run run = tagline("batch", films.toString(), cut.toString(), "--tagger", "first");
    assertThat(run.err()).contains("Continuing after");
    assertThat(Files.readString(cut)).isEqualTo(lines);
  }

  @Test
  void anExportedTaggerIsABase() {
    Path exported = folder.resolve("exported");
    assertThat(tagline("export", "first", exported.toString()).status()).isZero();
    Run again = tagline("train", "--as", "second", "--base", exported.toString(), "--epochs", "1");
    assertThat(again.status()).as(again.err()).isZero();
  }

  @Test
  void trainsAnEnsembleOfEncoderAndLinearModel() throws Exception {
    Run run =
        tagline(
            "train", "--as", "both", "--base", base.toString(), "--epochs", "1", "--with-linear");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode info = new ObjectMapper().readTree(home.resolve("taggers/both/tagline.json").toFile());
    assertThat(info.get("kind").asText()).isEqualTo("ensemble");
    assertThat(info.at("/provenance/plan/linearWeight").asDouble()).isEqualTo(5);
    assertThat(tagline("taggers").out()).containsPattern("both .* and linear, 2 tags");
    String card = Files.readString(home.resolve("taggers/both/README.md"));
    Stream.of(FineTuningRecipe.HYPERPARAMETERS, EnsembleRecipe.HYPERPARAMETERS)
        .flatMap(table -> table.all().stream())
        .forEach(entry -> assertThat(card).contains("\n| " + entry.name() + " | "));
    LinearPlan.HYPERPARAMETERS
        .all()
        .forEach(entry -> assertThat(card).contains("\n| linear." + entry.name() + " | "));
    assertThat(card).contains("| classWeights | sqrt |", "| linear.classWeights | balanced |");
    Path text = Files.writeString(folder.resolve("both.txt"), "A ghost. It haunts the old house.");
    JsonNode json =
        new ObjectMapper().readTree(tagline("predict", "both", text.toString(), "--json").out());
    assertThat(json.get("predicted").asText()).isEqualTo("paranormal");
  }

  @Test
  void auxiliaryFilmsImproveTheLinearModelOfAnEnsemble() throws Exception {
    StringBuilder csv = new StringBuilder("title,synopsis,tags\n");
    for (int i = 0; i < 20; i++) {
      String about = i % 2 == 0 ? "spirits rise from the grave" : "a lawyer pleads for a widow";
      csv.append(
          "Other %d,\"Story %d: %s.\",%s%n".formatted(i, i, about, i % 2 == 0 ? "eerie" : "law"));
    }
    Path others = Files.writeString(folder.resolve("others.csv"), csv);
    String[] alone = {
      "train",
      "--as",
      "helped",
      "--base",
      base.toString(),
      "--epochs",
      "1",
      "--auxiliary",
      others.toString()
    };
    assertThat(tagline(alone).err()).contains("an encoder with --with-linear");
    Run run =
        tagline(
            Stream.concat(Stream.of(alone), Stream.of("--with-linear", "--most-terms", "40"))
                .toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode info =
        new ObjectMapper().readTree(home.resolve("taggers/helped/tagline.json").toFile());
    assertThat(info.at("/provenance/plan/linear/auxiliaryFilms").asInt()).isEqualTo(20);
    Path words = home.resolve("taggers/helped/linear/vocabulary.txt");
    assertThat(Files.readAllLines(words)).hasSize(40).contains("lawyer", "ghost");
  }

  @Test
  void anEnsembleOfTwoLinearModelsIsRefused() {
    Run run = tagline("train", "--as", "odd", "--base", "linear", "--with-linear", "2");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("--with-linear needs an encoder");
  }

  @Test
  void exportsAnOnnxFileWithItsTags() throws Exception {
    Path exported = folder.resolve("exported-onnx");
    Run run =
        tagline("export", "first", exported.toString(), "--format", "onnx", "--quantize", "int8");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(exported.resolve("tokenizer.json")).exists();
    assertThat(Files.readString(exported.resolve("model.onnx"), StandardCharsets.ISO_8859_1))
        .contains("paranormal", "MatMulInteger");
  }

  @Test
  void anUnknownFormatIsReportedWithTheKnownOnes() {
    Run run = tagline("export", "first", folder.resolve("x").toString(), "--format", "tflite");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("hub").contains("onnx");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aLinearTaggerIsTrainedMeasuredAndUsedLikeAnyOther() throws Exception {
    Run run = tagline("train", "--as", "terms", "--base", "linear", "--c", "1", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().at("/evaluation/accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(run.json().get("parameters").asLong()).isPositive();
    assertThat(tagline("evaluate", "terms", "--json").json().get("accuracy"))
        .isEqualTo(run.json().at("/evaluation/accuracy"));
    Path text = Files.writeString(folder.resolve("t.txt"), "Night. A ghost haunts the house.");
    JsonNode said = tagline("predict", "terms", text.toString(), "--json").json();
    assertThat(said.get("predicted").asText()).isEqualTo("paranormal");
    assertThat(said.at("/evidence/0/text").asText()).contains("ghost");
    assertThat(tagline("taggers").out()).contains("terms").contains("linear");
    assertThat(tagline("export", "terms", folder.resolve("terms-out").toString()).status())
        .isZero();
    Run wrong = tagline("train", "--as", "x", "--base", "linear", "--epochs", "2");
    assertThat(wrong.err()).contains("--epochs has no effect with the base linear");
  }

  @Test
  void replacesATaggerOnlyWithTheOption() {
    Run run = tagline("train", "--as", "first", "--base", base.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("--replace");
  }

  @Test
  void anUnknownTaggerIsReportedWithTheKnownOnes() {
    Run run = tagline("predict", "frist", folder.resolve("films.csv").toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).containsIgnoringCase("there is no tagger \"frist\"").contains("first");
  }

  @Test
  void anUnknownWeightingIsRefusedInOneSentence() {
    Run run = tagline("train", "--as", "x", "--class-weights", "heavy");
    assertThat(run.err())
        .containsIgnoringCase("--class-weights must be none, balanced, sqrt or max, not \"heavy\"");
  }

  private static String newest() throws Exception {
    return tagline("taggers", "--json").json().at("/taggers/0/name").asText();
  }

  private static Run tagline(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home.toString();
    return Run.tagline(all);
  }
}
