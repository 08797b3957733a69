package org.tagline.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.input.Preparation.PreparationTask;
import org.tagline.benchmarks.input.Preparation.PreparedInput;
import org.tagline.benchmarks.python.PythonOption;
import org.tagline.benchmarks.python.PythonServer;
import org.tagline.benchmarks.serving.TaglinePredictions.PredictionFigures;
import org.tagline.benchmarks.serving.TaglinePredictions.PredictionTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares the time that Tagline takes to tag one long synopsis with that of a FastAPI server
 * around transformers.
 */
@Command(
    name = "serving",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares tagging one synopsis with a FastAPI server; a few minutes.")
public final class ServingBenchmark extends Benchmark {

  @Mixin private Rounds rounds = new Rounds(3);

  @Option(
      names = "--characters",
      defaultValue = "5000",
      description = "Length of the synopsis (${DEFAULT-VALUE}).")
  private int characters;

  @Option(
      names = "--answers",
      defaultValue = "15",
      description = "Number of predictions per round (${DEFAULT-VALUE}).")
  private int predictions;

  @Mixin private FilmsOption films = new FilmsOption();

  @Option(
      names = "--tagger",
      description = "Folder written by `tagline export` (MiniLM with a random head).")
  private @Nullable Path tagger;

  @Mixin private PythonOption python = new PythonOption();

  ServingBenchmark() {
    super("One synopsis, from its text to its tags");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      FreshProcess process = new FreshProcess("256m", Launcher.ENVIRONMENT);
      Path folder = scratch.resolve("work");
      process.run(
          Preparation.class, PreparedInput.class, new PreparationTask(films.file(), folder, 0, 30));
      Path model = tagger == null ? folder.resolve("base") : tagger.toAbsolutePath();
      int warmUp = Math.max(4, predictions / 3);
      PredictionTask task =
          new PredictionTask(
              model, films.file(), characters, Preparation.tags(model), warmUp, predictions);
      List<Series<PredictionFigures>> series =
          rounds.run(
              List.of(
                  new Rounds.Entrant<>("FastAPI + transformers", () -> fastApi(model, warmUp)),
                  new Rounds.Entrant<>(
                      "Tagline",
                      () -> process.run(TaglinePredictions.class, PredictionFigures.class, task))),
              figures -> MarkdownReport.format("%.0f ms", figures.medianMillis()));
      addTo(report, series.get(0), series.get(1));
      return true;
    }
  }

  private PredictionFigures fastApi(Path model, int warmUp)
      throws IOException, InterruptedException {
    String request = Synopsis.json(Synopsis.of(films.file(), characters));
    try (PythonServer server = PythonServer.start(python.interpreter(), model)) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < warmUp + predictions; i++) {
        double each = server.millis(request);
        if (i >= warmUp) {
          millis.add(each);
        }
      }
      return new PredictionFigures(millis, server.residentBytes());
    }
  }

  private void addTo(
      MarkdownReport report, Series<PredictionFigures> fastApi, Series<PredictionFigures> tagline) {
    report
        .paragraph(
            "MiniLM-L6 reads a text of %d characters completely, in windows of at most 512 tokens;"
                + " one request follows another. FastAPI with transformers (two workers, the"
                + " versions in benchmarks/peers/requirements.txt) is called over HTTP on the same"
                + " machine. Tagline runs in its own process, without HTTP. Each figure is the"
                + " median (min–max) of the medians of %d rounds; each side runs in turn in a fresh"
                + " process.",
            characters, rounds.count())
        .table(List.of("", "milliseconds", "resident memory, MB"));
    for (Series<PredictionFigures> side : List.of(fastApi, tagline)) {
      report.row(
          side.name(),
          side.of(PredictionFigures::medianMillis).text(0),
          side.of(figures -> figures.residentBytes() / 1e6).text(0));
    }
    report.paragraph(
        "Time of Tagline ÷ FastAPI: %s.",
        tagline.ratio(fastApi, PredictionFigures::medianMillis).text(2));
  }
}
