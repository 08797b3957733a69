package org.tagline.benchmarks.finetuning;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.tagline.dataset.ClassWeighting;
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

/** Tagline's side, through its own {@link Trainer}. */
public final class TaglineFineTuning {

  private TaglineFineTuning() {}

  /**
   * Does the {@link FineTuningTask} given as the only argument and prints the {@link
   * FineTuningResult}.
   */
  public static void main(String[] arguments) throws IOException {
    FineTuningTask work = new ObjectMapper().readValue(arguments[0], FineTuningTask.class);
    int tags = work.classWeights().length;
    Engine.seed(work.seed());
    BaseEncoder base = BaseEncoders.inFolder(work.base());
    try (DocumentClassifier model =
        ModelLoader.load(base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, tags)
            .model()) {
      List<TokenizedFilm> films = TokenizedFilm.read(work.train());
      List<Example> examples =
          IntStream.range(0, films.size())
              .mapToObj(i -> films.get(i).example("film " + i, tags))
              .toList();
      Clock clock = new Clock();
      CrossEntropy loss = new CrossEntropy(work.classWeights(), 0);
      TrainingResult result =
          new Trainer(
                  model,
                  Methods.named(plan(work).method()),
                  loss,
                  plan(work),
                  null,
                  null,
                  null,
                  clock)
              .train(examples, false);
      long peak = ResidentMemory.ofThisProcess();
      FreshProcess.answer(
          new FineTuningResult(
              films.size() * work.epochs(),
              result.runtimeSeconds(),
              clock.ends,
              result.loss(),
              macroF1(model, TokenizedFilm.read(work.test()), tags),
              peak));
    }
  }

  private static TrainingPlan plan(FineTuningTask work) {
    return TrainingPlan.DEFAULT
        .with("epochs", work.epochs())
        .with("learningRate", work.learningRate())
        .with("batch", work.batch())
        .with("warmup", work.warmup())
        .with("weightDecay", work.weightDecay())
        .with("maxGradientNorm", work.maxGradientNorm())
        .with("classWeights", ClassWeighting.NONE)
        .with("checkpointEvery", 0)
        .with("seed", work.seed());
  }

  private static double macroF1(DocumentClassifier model, List<TokenizedFilm> films, int tags) {
    int[][] counts = new int[tags][3];
    Pass pass = Pass.inference(model.parameters(), Precision.fastest());
    for (TokenizedFilm film : films) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        var vectors = model.windowVectors(film.asWindows(), pass);
        int[] one = {film.windows().length};
        int predicted = (int) model.logits(vectors, one, pass).argmax().item_long();
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

  /** Notes when steps end. */
  private static final class Clock implements TrainingListener {
    private final List<Double> ends = new ArrayList<>();
    private final long began = System.nanoTime();

    @Override
    public void onStep(Step step) {
      ends.add((System.nanoTime() - began) / 1e9);
    }
  }
}
