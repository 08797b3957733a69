package org.tagline.benchmarks.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.benchmarks.input.TokenizedFilm;

/** One runtime that scores films; in a process of its own. */
public interface InferenceRuntime extends AutoCloseable {
  /** Before the clock starts. */
  int WARM_UP_FILMS = 10;

  /** {@code [tags]} logits of a film's windows of token ids. */
  float[] logits(int[][] windows) throws Exception;

  /** How many films were computed twice, for a first try was a close call. */
  default int again() {
    return 0;
  }

  @Override
  void close() throws Exception;

  /** Windows of one length that are computed together. */
  record Shape(int windows, int tokens) {

    /** Ordinary words, the same every time. */
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
   * What to do.
   *
   * @param model folder in the hub's layout, or an ONNX file
   * @param tags of its head
   * @param threads that one answer may use
   * @param shapes to time
   * @param seconds that each shape is timed for, at least; half of it to warm up
   * @param films lines of {@link TokenizedFilm} to score
   */
  record Work(Path model, int tags, int threads, List<Shape> shapes, double seconds, Path films) {}

  /**
   * What came of it.
   *
   * @param millis of one answer, the median, for each shape
   * @param logits of each film
   * @param filmWindowsPerSecond the films one after the other, whatever their lengths
   * @param again films that were computed twice
   * @param residentBytes after all answers
   */
  record Answers(
      List<Double> millis,
      List<float[]> logits,
      double filmWindowsPerSecond,
      int again,
      long residentBytes) {}

  /** Opens a runtime. */
  @FunctionalInterface
  interface Opening {
    InferenceRuntime open(Work work) throws Exception;
  }

  /** Does the {@link Work} given as the only argument and prints the {@link Answers}. */
  static void run(String[] arguments, Opening opening) throws Exception {
    Work work = new ObjectMapper().readValue(arguments[0], Work.class);
    try (InferenceRuntime runtime = opening.open(work)) {
      List<TokenizedFilm> films = TokenizedFilm.read(work.films());
      for (TokenizedFilm film : films.subList(0, Math.min(WARM_UP_FILMS, films.size()))) {
        runtime.logits(film.windows());
      }
      int before = runtime.again();
      List<float[]> logits = new ArrayList<>();
      int windows = 0;
      long began = System.nanoTime();
      for (TokenizedFilm film : films) {
        logits.add(runtime.logits(film.windows()));
        windows += film.windows().length;
      }
      double windowsPerSecond = windows * 1e9 / (System.nanoTime() - began);
      int again = runtime.again() - before;
      List<Double> millis = new ArrayList<>();
      for (Shape shape : work.shapes()) {
        millis.add(median(runtime, shape.ids(), work.seconds()));
      }
      FreshProcess.answer(
          new Answers(millis, logits, windowsPerSecond, again, ResidentMemory.residentNow()));
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
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
