package org.tagline.benchmarks.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.benchmarks.input.TokenizedFilm;

/** A runtime that computes the logits of films. Used by one thread, in a process of its own. */
public interface InferenceRuntime extends AutoCloseable {
  /** Number of films before the timed ones. */
  int WARM_UP_FILMS = 10;

  /** Returns the logits of one film, {@code [tags]}, from the token ids of its windows. */
  float[] logits(int[][] windows) throws Exception;

  /** Returns the number of films computed a second time because their INT8 margin was small. */
  default int retries() {
    return 0;
  }

  @Override
  void close() throws Exception;

  /**
   * A number of windows of equal length that are computed together.
   *
   * @param windows number of windows
   * @param tokens tokens per window
   */
  record BatchShape(int windows, int tokens) {

    /** Returns token ids of random words with a fixed seed. */
    int[][] ids() {
      Random random = new Random(17);
      int[][] ids = new int[windows][];
      for (int i = 0; i < windows; i++) {
        ids[i] = random.ints(tokens, 1000, 30_000).toArray();
      }
      return ids;
    }
  }

  /**
   * The predictions to time.
   *
   * @param model folder in the layout of the Hugging Face hub, or an ONNX file
   * @param tags number of tags of the head
   * @param threads number of threads that one prediction may use
   * @param shapes batches to time
   * @param seconds shortest time for each shape, after a warm-up of half of it
   * @param films file of {@link TokenizedFilm} to predict
   */
  record InferenceTask(
      Path model, int tags, int threads, List<BatchShape> shapes, double seconds, Path films) {}

  /**
   * The figures of one runtime in one round.
   *
   * @param millis median duration of a prediction for each shape
   * @param logits logits of each film
   * @param filmWindowsPerSecond windows per second over all films, one film after another
   * @param retries number of films computed a second time
   * @param residentBytes resident memory after all predictions
   */
  record InferenceFigures(
      List<Double> millis,
      List<float[]> logits,
      double filmWindowsPerSecond,
      int retries,
      long residentBytes) {}

  /** Opens a runtime. */
  @FunctionalInterface
  interface Loader {

    /** Loads the model of a task. */
    InferenceRuntime load(InferenceTask task) throws Exception;
  }

  /** Runs an {@link InferenceTask} in this process and prints the {@link InferenceFigures}. */
  static void run(String[] arguments, Loader loader) throws Exception {
    InferenceTask task = FreshProcess.task(arguments, InferenceTask.class);
    try (InferenceRuntime runtime = loader.load(task)) {
      List<TokenizedFilm> films = TokenizedFilm.read(task.films());
      for (TokenizedFilm film : films.subList(0, Math.min(WARM_UP_FILMS, films.size()))) {
        runtime.logits(film.windows());
      }
      int before = runtime.retries();
      List<float[]> logits = new ArrayList<>();
      int windows = 0;
      long began = System.nanoTime();
      for (TokenizedFilm film : films) {
        logits.add(runtime.logits(film.windows()));
        windows += film.windows().length;
      }
      double windowsPerSecond = windows * 1e9 / (System.nanoTime() - began);
      int retries = runtime.retries() - before;
      List<Double> millis = new ArrayList<>();
      for (BatchShape shape : task.shapes()) {
        millis.add(median(runtime, shape.ids(), task.seconds()));
      }
      FreshProcess.printResult(
          new InferenceFigures(
              millis, logits, windowsPerSecond, retries, ResidentMemory.residentNow()));
    }
  }

  private static double median(InferenceRuntime runtime, int[][] windows, double seconds)
      throws Exception {
    for (long began = System.nanoTime(); System.nanoTime() - began < seconds / 2 * 1e9; ) {
      runtime.logits(windows);
    }
    List<Double> millis = new ArrayList<>();
    long began = System.nanoTime();
    while (System.nanoTime() - began < seconds * 1e9 || millis.size() < 3) {
      long start = System.nanoTime();
      runtime.logits(windows);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return MedianRange.of(millis).median();
  }
}
