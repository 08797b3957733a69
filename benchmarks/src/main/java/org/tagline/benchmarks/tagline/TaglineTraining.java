package org.tagline.benchmarks.tagline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.tagline.benchmarks.Contender;
import org.tagline.benchmarks.EncoderShape;
import org.tagline.benchmarks.Workload;
import org.tagline.encoder.BaseEncoder;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.Pass;
import org.tagline.encoder.Precision;
import org.tagline.encoder.checkpoint.Safetensors;
import org.tagline.text.Window;
import org.tagline.train.AdamW;
import org.tagline.train.CrossEntropy;
import org.tagline.train.Loss;

/** Trains with Tagline's classifier, loss and optimizer; each window is a document of its own. */
public final class TaglineTraining implements Contender {
  private static final int LABELS = EncoderShape.MINILM_L6.labels();

  private final Workload workload;
  private final DocumentClassifier model;
  private final AdamW optimizer;
  private final Loss loss;
  private final float[][] targets;

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
    model.parameters().requireGradients(true);
    this.optimizer = new AdamW(model.parameters().asMap(), Workload.WEIGHT_DECAY);
    float[] equal = new float[LABELS];
    Arrays.fill(equal, 1);
    this.loss = new CrossEntropy(equal, 0);
    long[] labels = workload.labels();
    this.targets = new float[labels.length][LABELS];
    for (int i = 0; i < labels.length; i++) {
      targets[i][(int) labels[i]] = 1;
    }
  }

  /** Runs the workload given as the only argument. */
  public static void main(String[] arguments) throws IOException {
    Contender.run(arguments, TaglineTraining::new);
  }

  @Override
  public Agreement agree() {
    try (PointerScope scope = new PointerScope()) {
      Passed passed = forwardAndBackward(workload.unevenWindows());
      Agreement agreement =
          new Agreement(
              values(passed.logits()), passed.loss(), optimizer.clip(Double.POSITIVE_INFINITY));
      optimizer.zeroGradients();
      return agreement;
    }
  }

  @Override
  public void step() {
    try (PointerScope scope = new PointerScope()) {
      forwardAndBackward(workload.fullWindows());
      optimizer.clip(Workload.CLIP_NORM);
      optimizer.step(Workload.LEARNING_RATE);
      optimizer.zeroGradients();
    }
  }

  @Override
  public void close() {
    optimizer.close();
    model.close();
  }

  private Passed forwardAndBackward(int[][] ids) {
    Pass pass = model.trainingPass(Precision.parse(workload.precision()), 0);
    int[] counts = new int[ids.length];
    Arrays.fill(counts, 1);
    Tensor logits = model.logits(model.windowVectors(windows(ids), pass), counts, pass);
    Tensor target = Tensor.create(flat(targets), targets.length, LABELS);
    Tensor mean = loss.sum(logits, target).div(new Scalar(loss.weight(targets)));
    mean.backward();
    return new Passed(logits, mean.item_double());
  }

  private static List<Window> windows(int[][] ids) {
    return Arrays.stream(ids)
        .map(row -> new Window(row, new int[row.length], new int[row.length], new int[row.length]))
        .toList();
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * LABELS];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / LABELS][i % LABELS];
    }
    return flat;
  }

  private static List<Double> values(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    new FloatPointer(tensor.detach().contiguous().data_ptr_float()).get(values);
    List<Double> list = new ArrayList<>();
    for (float value : values) {
      list.add((double) value);
    }
    return list;
  }

  private record Passed(Tensor logits, double loss) {}
}
