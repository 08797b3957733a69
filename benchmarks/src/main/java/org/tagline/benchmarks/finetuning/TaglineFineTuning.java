package org.tagline.benchmarks.finetuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.benchmarks.input.TokenizedFilm;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.train.Example;
import org.tagline.train.Trainer;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingPlan;
import org.tagline.train.TrainingResult;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.method.Methods;

/** Fine-tunes with Tagline's {@link Trainer}. */
public final class TaglineFineTuning {

  private TaglineFineTuning() {}

  /** Runs a {@link FineTuningTask} in this process and prints the {@link FineTuningResult}. */
  public static void main(String[] arguments) throws IOException {
    FineTuningTask task = FreshProcess.task(arguments, FineTuningTask.class);
    int tags = task.classWeights().length;
    Engine.seed(task.seed());
    BaseEncoder base = BaseEncoders.inFolder(task.base());
    try (DocumentClassifier model =
        ModelLoader.load(base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, tags)
            .model()) {
      List<TokenizedFilm> films = TokenizedFilm.read(task.train());
      List<Example> examples =
          IntStream.range(0, films.size())
              .mapToObj(i -> films.get(i).example("film " + i, tags))
              .toList();
      Clock clock = new Clock();
      CrossEntropy loss = new CrossEntropy(task.classWeights(), 0);
      TrainingResult result =
          new Trainer(
                  model,
                  Methods.named(plan(task).method()),
                  loss,
                  plan(task),
                  null,
                  null,
                  null,
                  clock)
              .train(examples, false);
      long peak = ResidentMemory.peakOfThisProcess();
      FreshProcess.printResult(
          new FineTuningResult(
              films.size() * task.epochs(),
              result.runtimeSeconds(),
              clock.ends,
              result.loss(),
              macroF1(model, TokenizedFilm.read(task.test()), tags),
              peak));
    }
  }

  /** Returns the plan of a task. */
  static TrainingPlan plan(FineTuningTask task) {
    return TrainingPlan.DEFAULT
        .with("epochs", task.epochs())
        .with("learningRate", task.learningRate())
        .with("batch", task.batch())
        .with("warmup", task.warmup())
        .with("weightDecay", task.weightDecay())
        .with("maxGradientNorm", task.maxGradientNorm())
        .with("checkpointEvery", 0)
        .with("seed", task.seed());
  }

  private static double macroF1(DocumentClassifier model, List<TokenizedFilm> films, int tags) {
    int[][] counts = new int[tags][3];
    Pass pass = Pass.inference(model.parameters(), Precision.fastest());
    for (TokenizedFilm film : films) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        var vectors = model.windowVectors(film.asWindows(), pass);
        int[] windows = {film.windows().length};
        int predicted = (int) model.logits(vectors, windows, pass).argmax().item_long();
        counts[predicted][1]++;
        counts[film.label()][2]++;
        if (predicted == film.label()) {
          counts[predicted][0]++;
        }
      }
    }
    double sum = 0;
    for (int[] tag : counts) {
      sum += tag[1] + tag[2] == 0 ? 0 : 2.0 * tag[0] / (tag[1] + tag[2]);
    }
    return sum / tags;
  }

  /** Records when each step ends. */
  private static final class Clock implements TrainingListener {
    private final List<Double> ends = new ArrayList<>();
    private final long began = System.nanoTime();

    @Override
    public void onStep(Step step) {
      ends.add((System.nanoTime() - began) / 1e9);
    }
  }
}
