package org.tagline.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.ValidationScore;

/** Shows the training of a tagger on standard error. Close it when done. */
public final class TrainingProgress implements TaggerListener, AutoCloseable {
  private final PrintWriter err;
  private @Nullable Progress progress;
  private String task = "";

  public TrainingProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void onStart(
      List<String> freshWeights, Map<String, Double> classWeights, Map<String, Integer> films) {
    err.println("Films: " + films);
    StringBuilder weights = new StringBuilder("Class weights:");
    classWeights.entrySet().stream()
        .limit(10)
        .forEach(w -> weights.append(format(" %s %.3f", w.getKey(), w.getValue())));
    err.println(weights + (classWeights.size() > 10 ? " …" : ""));
    if (!freshWeights.isEmpty()) {
      err.println(
          "New weights (the others come from the base): " + String.join(", ", freshWeights));
    }
    err.flush();
  }

  @Override
  public void onWindows(int maxTokens) {
    err.println("Windows: at most " + maxTokens + " tokens");
    err.flush();
  }

  @Override
  public void onFilms(String doing, int done, int total) {
    of(doing, "films", 0, total).stepTo(done);
  }

  @Override
  public void onWindowCached(int done, int total) {
    of("Encoding", "windows", 0, total).stepTo(done);
  }

  @Override
  public void onTags(int done, int total) {
    of("Fitting", "tags", 0, total).stepTo(done);
  }

  @Override
  public void onStep(Step step) {
    Progress bar = of("Training", "steps", step.step() - 1, step.steps());
    bar.note(
        format(
            "epoch %d, loss %.4f, %.1f windows/s",
            step.epoch(), step.loss(), step.windowsPerSecond()));
    bar.stepTo(step.step());
  }

  @Override
  public void onEpoch(Epoch epoch) {
    close();
    ValidationScore validation = epoch.validation();
    err.println(
        format("Epoch %d: training loss %.4f", epoch.epoch(), epoch.trainLoss())
            + (validation == null
                ? ""
                : format(
                    ", validation loss %.4f, %s %.4f%s",
                    validation.loss(),
                    validation.metric(),
                    validation.score(),
                    epoch.best() ? " (best so far)" : "")));
    err.flush();
  }

  private Progress of(String name, String unit, long before, long total) {
    if (progress == null || !task.equals(name)) {
      close();
      task = name;
      progress = Progress.start(name, unit, before, total, err);
    }
    return progress;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
