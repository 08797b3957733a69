package org.tagline.benchmarks.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.inference.InferenceRuntime.BatchShape;
import org.tagline.benchmarks.inference.InferenceRuntime.InferenceFigures;
import org.tagline.benchmarks.inference.InferenceRuntime.InferenceTask;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.input.Preparation.PreparationTask;
import org.tagline.benchmarks.input.Preparation.PreparedInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares predictions of Tagline's engine with those of ONNX Runtime on the same weights: latency
 * and throughput by length and batch, memory, and the difference between the probabilities.
 */
@Command(
    name = "answering",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares predictions with ONNX Runtime; about five minutes on two cores.")
public final class InferenceBenchmark extends Benchmark {
  private static final List<BatchShape> SHAPES =
      List.of(
          new BatchShape(1, 128),
          new BatchShape(8, 128),
          new BatchShape(1, 512),
          new BatchShape(8, 512));

  @Mixin private Rounds rounds = new Rounds(3);

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description =
          "Seconds for each length and batch, after a warm-up of half the time"
              + " (${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin private FilmsOption films = new FilmsOption();

  @Option(
      names = "--compared",
      defaultValue = "50",
      description = "Number of films whose predictions are compared (${DEFAULT-VALUE}).")
  private int compared;

  @Option(
      names = "--tagger",
      description = "Folder written by `tagline export` (MiniLM with a random head).")
  private @Nullable Path tagger;

  InferenceBenchmark() {
    super("Prediction: latency, throughput, memory, agreement");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      FreshProcess process = new FreshProcess("512m", Launcher.ENVIRONMENT);
      Path folder = scratch.resolve("work");
      PreparedInput prepared =
          process.run(
              Preparation.class,
              PreparedInput.class,
              new PreparationTask(films.file(), folder, 0, compared));
      Path model = tagger == null ? folder.resolve("base") : tagger;
      int tags = tagger == null ? prepared.tags().size() : Preparation.tags(tagger);
      OnnxExport.ExportTask export =
          process.run(
              OnnxExport.class,
              OnnxExport.ExportTask.class,
              new OnnxExport.ExportTask(
                  model, tags, folder.resolve("fp32.onnx"), folder.resolve("int8.onnx")));
      Path input = folder.resolve("test.jsonl");
      List<Series<InferenceFigures>> series =
          rounds.run(
              List.of(
                  new Rounds.Entrant<>(
                      "ONNX Runtime, fp32",
                      () -> run(process, OnnxRuntime.class, export.fp32(), tags, input)),
                  new Rounds.Entrant<>(
                      "ONNX Runtime, int8",
                      () -> run(process, OnnxRuntime.class, export.int8(), tags, input)),
                  new Rounds.Entrant<>(
                      "Tagline", () -> run(process, TaglineRuntime.class, model, tags, input))),
              figures -> "milliseconds " + figures.millis());
      new InferenceComparison(SHAPES, compared, tagger != null, series).addTo(report);
      return true;
    }
  }

  private InferenceFigures run(
      FreshProcess process, Class<?> main, Path model, int tags, Path input)
      throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    return process.run(
        main,
        InferenceFigures.class,
        new InferenceTask(model, tags, threads, SHAPES, seconds, input));
  }
}
