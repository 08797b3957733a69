package org.tagline.benchmarks.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.tagline.base.BaseEncoder;
import org.tagline.benchmarks.input.EncoderShape;
import org.tagline.benchmarks.input.TokenizedFilm;
import org.tagline.checkpoint.Safetensors;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Window;
import org.tagline.train.AdamW;
import org.tagline.train.Example;
import org.tagline.train.Trainer;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingPlan;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.method.Methods;

/** Trains with Tagline's {@link Trainer}; each window is a training example of its own. */
public final class TaglineTraining implements Contender {
  private static final int LABELS = EncoderShape.MINILM_L6.labels();

  private final Workload workload;
  private final DocumentClassifier model;
  private final Loss loss = new CrossEntropy(new float[] {1, 1, 1}, 0);

  private TaglineTraining(Workload workload) throws IOException {
    this.workload = workload;
    BaseEncoder base = TrainingWeights.base();
    this.model =
        ModelLoader.load(
                base.config(),
                Safetensors.read(workload.weights()),
                base.pooling(),
                HeadKind.LINEAR,
                LABELS)
            .model();
  }

  /** Runs a {@link Workload}. */
  public static void main(String[] arguments) throws IOException {
    Contender.run(arguments, TaglineTraining::new);
  }

  @Override
  public Agreement agree() {
    List<Example> examples = examples(workload.unevenWindows());
    List<Window> windows =
        examples.stream().flatMap(example -> example.windows().stream()).toList();
    int[] counts = new int[windows.size()];
    Arrays.fill(counts, 1);
    float[][] targets = examples.stream().map(Example::target).toArray(float[][]::new);
    model.parameters().requireGradients(true);
    try (PointerScope scope = new PointerScope();
        AdamW gradients = new AdamW(model.parameters().asMap(), 0)) {
      Pass pass = model.trainingPass(Precision.parse(workload.precision()), 0);
      Tensor logits = model.logits(model.windowVectors(windows, pass), counts, pass);
      Tensor mean = loss.sum(logits, stacked(targets)).div(new Scalar(loss.weight(targets)));
      mean.backward();
      double norm = gradients.clip(Double.POSITIVE_INFINITY);
      gradients.zeroGradients();
      return new Agreement(values(logits), mean.item_double(), norm);
    }
  }

  @Override
  public List<Double> steps(int count) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      examples.addAll(examples(workload.fullWindows()));
    }
    Clock clock = new Clock();
    TrainingPlan plan = plan(workload);
    new Trainer(model, Methods.named(plan.method()), loss, plan, null, null, null, clock)
        .train(examples, false);
    return clock.seconds;
  }

  @Override
  public void close() {
    model.close();
  }

  /** Returns the plan of the timed steps. */
  static TrainingPlan plan(Workload workload) {
    return TrainingPlan.DEFAULT
        .with("epochs", 1)
        .with("learningRate", Workload.LEARNING_RATE)
        .with("batch", workload.batch())
        .with("warmup", 0)
        .with("weightDecay", Workload.WEIGHT_DECAY)
        .with("maxGradientNorm", Workload.CLIP_NORM)
        .with("dropout", 0)
        .with("windows", "first")
        .with("precision", workload.precision())
        .with("checkpointEvery", 0)
        .with("seed", 1);
  }

  private List<Example> examples(int[][] windows) {
    long[] labels = workload.labels();
    return IntStream.range(0, windows.length)
        .mapToObj(
            i -> {
              float[] target = new float[LABELS];
              target[(int) labels[i]] = 1;
              List<Window> window = List.of(TokenizedFilm.window(windows[i]));
              return new Example("example " + i, window, target);
            })
        .toList();
  }

  private static Tensor stacked(float[][] rows) {
    float[] flat = new float[rows.length * LABELS];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / LABELS][i % LABELS];
    }
    return Tensor.create(flat, rows.length, LABELS);
  }

  private static List<Double> values(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    new FloatPointer(tensor.detach().contiguous().data_ptr_float()).get(values);
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }

  /** Records the duration of each step. */
  private static final class Clock implements TrainingListener {
    private final List<Double> seconds = new ArrayList<>();
    private long last = System.nanoTime();

    @Override
    public void onStep(Step step) {
      long now = System.nanoTime();
      seconds.add((now - last) / 1e9);
      last = now;
    }
  }
}
