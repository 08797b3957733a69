package org.tagline.benchmarks.batching;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** The same texts each in a pass of its own, and all in one pass. */
public final class BatchingProcess {

  private BatchingProcess() {}

  /**
   * What to do.
   *
   * @param films file that the texts are taken from
   * @param texts of each length
   * @param tokens the lengths
   * @param rounds of both ways in turn
   */
  record Work(Path films, int texts, int[] tokens, int rounds) {}

  /**
   * What came of texts of some lengths.
   *
   * @param aloneMillis for all of them, a round
   * @param togetherMillis for all of them, a round
   * @param equal texts whose vectors are the same to the last bit both ways
   */
  record Both(
      String precision,
      String tokens,
      List<Double> aloneMillis,
      List<Double> togetherMillis,
      int equal) {}

  /** Prints a list of {@link Both} for the {@link Work} given as the only argument. */
  public static void main(String[] arguments) throws IOException {
    Work work = new ObjectMapper().readValue(arguments[0], Work.class);
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    List<Both> all = new ArrayList<>();
    try (Tokenizer tokenizer = base.tokenizer();
        DocumentClassifier model =
            ModelLoader.load(base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, 3)
                .model()) {
      List<Window> full = full(work, new Windower(tokenizer, WindowPolicy.all(512)));
      for (Precision precision : Precision.values()) {
        if (!precision.isNative()) {
          continue;
        }
        Pass pass = Pass.inference(model.parameters(), precision);
        for (int tokens : work.tokens()) {
          List<Window> windows = full.stream().map(window -> cut(window, tokens)).toList();
          all.add(both(precision, Integer.toString(tokens), windows, work, model, pass));
        }
        List<Window> mixed = new ArrayList<>();
        for (int i = 0; i < full.size(); i++) {
          mixed.add(cut(full.get(i), work.tokens()[i % work.tokens().length]));
        }
        all.add(both(precision, "of all lengths", mixed, work, model, pass));
      }
    }
    FreshProcess.answer(all);
  }

  private static Both both(
      Precision precision,
      String tokens,
      List<Window> windows,
      Work work,
      DocumentClassifier model,
      Pass pass) {
    List<Double> alone = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    int equal = 0;
    // The first round warms up.
    for (int round = 0; round <= work.rounds(); round++) {
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
        alone.add((between - began) / 1e6);
        together.add((end - between) / 1e6);
      }
    }
    return new Both(precision.name(), tokens, alone, together, equal);
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

  /** The first window of each of so many films that fill one. */
  private static List<Window> full(Work work, Windower windower) throws IOException {
    List<Window> full = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(work.films())) {
      for (Entry entry = reader.next();
          entry != null && full.size() < work.texts();
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
