package org.tagline.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.benchmarks.inference.FilmScorer;
import org.tagline.evaluate.Calibration;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/** Tags a text repeatedly with Tagline, from the tokenizer to the probabilities. */
final class TaglinePredictions {

  private TaglinePredictions() {}

  /**
   * The predictions to time.
   *
   * @param model folder in the layout of the Hugging Face hub
   * @param films file of films that the text comes from
   * @param characters length of the text
   * @param tags number of tags of the head
   * @param warmUp number of predictions before the timed ones
   * @param predictions number of timed predictions
   */
  record PredictionTask(
      Path model, Path films, int characters, int tags, int warmUp, int predictions) {}

  /**
   * The figures of one side in one round.
   *
   * @param millis duration of each prediction
   * @param residentBytes resident memory after the last prediction
   */
  record PredictionFigures(List<Double> millis, long residentBytes) {

    double medianMillis() {
      return MedianRange.of(millis).median();
    }
  }

  /** Runs a {@link PredictionTask} in this process and prints the {@link PredictionFigures}. */
  public static void main(String[] arguments) throws IOException {
    PredictionTask task = FreshProcess.task(arguments, PredictionTask.class);
    String text = Synopsis.of(task.films(), task.characters());
    BaseEncoder base = BaseEncoders.inFolder(task.model());
    try (Tokenizer tokenizer = base.tokenizer();
        FilmScorer scorer = new FilmScorer(base, task.tags())) {
      Windower windower = new Windower(tokenizer, WindowPolicy.all(512));
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < task.warmUp() + task.predictions(); i++) {
        long began = System.nanoTime();
        Calibration.softmax(scorer.logits(windower.toRead(text).windows()), 1);
        if (i >= task.warmUp()) {
          millis.add((System.nanoTime() - began) / 1e6);
        }
      }
      FreshProcess.printResult(new PredictionFigures(millis, ResidentMemory.residentNow()));
    }
  }
}
