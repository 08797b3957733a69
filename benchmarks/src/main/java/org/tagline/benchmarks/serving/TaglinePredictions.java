package org.tagline.benchmarks.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.benchmarks.inference.FilmScorer;
import org.tagline.evaluate.Calibration;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/** Tagline reads whole texts: tokens, windows, encoder, head. */
public final class TaglinePredictions {

  private TaglinePredictions() {}

  /**
   * What to do.
   *
   * @param model folder in the hub's layout
   * @param films file that the text is taken from
   * @param characters of the text
   * @param tags of the head
   * @param warmUp answers before the clock starts
   * @param answers timed
   */
  record Work(Path model, Path films, int characters, int tags, int warmUp, int answers) {}

  /**
   * What came of it.
   *
   * @param millis of each answer
   * @param residentBytes after the last
   */
  record Read(List<Double> millis, long residentBytes) {}

  /** Does the {@link Work} given as the only argument and prints what was {@link Read}. */
  public static void main(String[] arguments) throws IOException {
    Work work = new ObjectMapper().readValue(arguments[0], Work.class);
    String text = Synopsis.of(work.films(), work.characters());
    BaseEncoder base = BaseEncoders.inFolder(work.model());
    try (Tokenizer tokenizer = base.tokenizer();
        FilmScorer scoring = new FilmScorer(base, work.tags())) {
      Windower windower = new Windower(tokenizer, WindowPolicy.all(512));
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < work.warmUp() + work.answers(); i++) {
        long began = System.nanoTime();
        Calibration.softmax(scoring.logits(windower.toRead(text).windows()), 1);
        if (i >= work.warmUp()) {
          millis.add((System.nanoTime() - began) / 1e6);
        }
      }
      FreshProcess.answer(new Read(millis, ResidentMemory.residentNow()));
    }
  }
}
