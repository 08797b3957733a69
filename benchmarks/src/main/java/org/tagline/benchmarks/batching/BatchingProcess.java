package org.tagline.benchmarks.batching;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Tokenizer;
import org.tagline.text.Window;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/** Computes texts in one pass per text and in one pass for all, with every native precision. */
public final class BatchingProcess {

  private BatchingProcess() {}

  /**
   * The texts to compute.
   *
   * @param films file of films that the texts come from
   * @param texts number of texts of each length
   * @param tokens lengths in tokens
   * @param rounds number of rounds
   */
  record BatchingTask(Path films, int texts, int[] tokens, int rounds) {}

  /**
   * The figures of one precision and length.
   *
   * @param precision precision of the matrix products
   * @param tokens length of the texts in tokens, or {@code mixed}
   * @param singleMillis time of one pass per text, for all texts, in each round
   * @param togetherMillis time of one pass for all texts, in each round
   * @param equal number of texts whose vectors are equal to the last bit
   */
  record BatchingFigures(
      String precision,
      String tokens,
      List<Double> singleMillis,
      List<Double> togetherMillis,
      int equal) {}

  /** Runs a {@link BatchingTask} in this process and prints a list of {@link BatchingFigures}. */
  public static void main(String[] arguments) throws IOException {
    BatchingTask task = FreshProcess.task(arguments, BatchingTask.class);
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    List<BatchingFigures> all = new ArrayList<>();
    try (Tokenizer tokenizer = base.tokenizer();
        DocumentClassifier model =
            ModelLoader.load(base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, 3)
                .model()) {
      List<Window> full = full(task, new Windower(tokenizer, WindowPolicy.all(512)));
      for (Precision precision : Precision.values()) {
        if (!precision.isNative()) {
          continue;
        }
        Pass pass = Pass.inference(model.parameters(), precision);
        for (int tokens : task.tokens()) {
          List<Window> windows = full.stream().map(window -> cut(window, tokens)).toList();
          all.add(figures(precision, Integer.toString(tokens), windows, task, model, pass));
        }
        List<Window> mixed = new ArrayList<>();
        for (int i = 0; i < full.size(); i++) {
          mixed.add(cut(full.get(i), task.tokens()[i % task.tokens().length]));
        }
        all.add(figures(precision, "mixed", mixed, task, model, pass));
      }
    }
    FreshProcess.printResult(all);
  }

  private static BatchingFigures figures(
      Precision precision,
      String tokens,
      List<Window> windows,
      BatchingTask task,
      DocumentClassifier model,
      Pass pass) {
    List<Double> single = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    int equal = 0;
    // The first round warms up.
    for (int round = 0; round <= task.rounds(); round++) {
      long began = System.nanoTime();
      List<float[]> each = new ArrayList<>();
      windows.forEach(window -> each.add(vectors(List.of(window), model, pass)));
      long between = System.nanoTime();
      float[] one = vectors(windows, model, pass);
      long end = System.nanoTime();
      equal = 0;
      for (int i = 0; i < windows.size(); i++) {
        int size = each.get(i).length;
        float[] row = Arrays.copyOfRange(one, i * size, (i + 1) * size);
        equal += Arrays.equals(each.get(i), row) ? 1 : 0;
      }
      if (round > 0) {
        single.add((between - began) / 1e6);
        together.add((end - between) / 1e6);
      }
    }
    return new BatchingFigures(precision.name(), tokens, single, together, equal);
  }

  private static float[] vectors(List<Window> windows, DocumentClassifier model, Pass pass) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = model.windowVectors(windows, pass).contiguous();
      float[] values = new float[Math.toIntExact(vectors.numel())];
      vectors.data_ptr_float().get(values);
      return values;
    }
  }

  /** Returns the first window of each film that fills a window, up to the number of texts. */
  private static List<Window> full(BatchingTask task, Windower windower) throws IOException {
    List<Window> full = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(task.films())) {
      for (Entry entry = reader.next();
          entry != null && full.size() < task.texts();
          entry = reader.next()) {
        if (entry instanceof FilmRow film) {
          Window first = windower.toRead(film.text()).windows().get(0);
          if (first.size() == 512) {
            full.add(first);
          }
        }
      }
    }
    return full;
  }

  private static Window cut(Window window, int tokens) {
    return new Window(
        Arrays.copyOf(window.ids(), tokens),
        Arrays.copyOf(window.types(), tokens),
        Arrays.copyOf(window.starts(), tokens),
        Arrays.copyOf(window.ends(), tokens));
  }
}
