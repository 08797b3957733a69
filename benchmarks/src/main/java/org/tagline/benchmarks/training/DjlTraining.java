package org.tagline.benchmarks.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tagline.benchmarks.input.EncoderShape;

/** Trains with DJL's {@link Trainer} on its PyTorch engine, in fp32, its only precision. */
public final class DjlTraining implements Contender {
  private final Workload workload;
  private final Model model;
  private final Trainer trainer;
  private final DjlBert bert;

  private DjlTraining(Workload workload) throws IOException {
    this.workload = workload;
    this.model = Model.newInstance("minilm", Device.cpu(), "PyTorch");
    this.bert =
        new DjlBert(
            EncoderShape.MINILM_L6, FloatTensorFile.open(workload.weights()), model.getNDManager());
    model.setBlock(bert);
    Optimizer adamW =
        Optimizer.adamW()
            .optLearningRateTracker(Tracker.fixed(Workload.LEARNING_RATE))
            .optWeightDecays(Workload.WEIGHT_DECAY)
            .build();
    this.trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(adamW)
                .optDevices(new Device[] {Device.cpu()}));
    Shape input = new Shape(workload.batch(), workload.tokens());
    trainer.initialize(input, input);
  }

  /** Runs a {@link Workload}. */
  public static void main(String[] arguments) throws IOException {
    Contender.run(arguments, DjlTraining::new);
  }

  @Override
  public Agreement agree() {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      ForwardBackward pass = forwardAndBackward(scope, workload.unevenWindows());
      List<Double> logits = new ArrayList<>();
      for (float logit : pass.logits().toFloatArray()) {
        logits.add((double) logit);
      }
      return new Agreement(logits, pass.loss(), gradientNorm(gradients(scope)));
    }
  }

  @Override
  public List<Double> steps(int count) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      step();
      seconds.add((System.nanoTime() - began) / 1e9);
    }
    return seconds;
  }

  private void step() {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      forwardAndBackward(scope, workload.fullWindows());
      List<NDArray> gradients = gradients(scope);
      double norm = gradientNorm(gradients);
      if (norm > Workload.CLIP_NORM) {
        NDArray factor = scope.create((float) (Workload.CLIP_NORM / norm));
        gradients.forEach(gradient -> gradient.muli(factor));
      }
      trainer.step();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }

  private ForwardBackward forwardAndBackward(NDManager scope, int[][] windows) {
    NDList inputs = padded(scope, windows);
    NDList labels = new NDList(scope.create(workload.labels()));
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDList logits = trainer.forward(inputs);
      NDArray loss = trainer.getLoss().evaluate(labels, logits);
      collector.backward(loss);
      return new ForwardBackward(logits.singletonOrThrow(), loss.getFloat());
    }
  }

  /** Returns token ids and mask, {@code [batch, tokens]} each. */
  private NDList padded(NDManager scope, int[][] windows) {
    Shape shape = new Shape(workload.batch(), workload.tokens());
    long[] ids = new long[(int) shape.size()];
    float[] mask = new float[ids.length];
    for (int row = 0; row < windows.length; row++) {
      for (int i = 0; i < windows[row].length; i++) {
        ids[row * workload.tokens() + i] = windows[row][i];
        mask[row * workload.tokens() + i] = 1;
      }
    }
    return new NDList(scope.create(ids, shape), scope.create(mask, shape));
  }

  private List<NDArray> gradients(NDManager scope) {
    List<NDArray> gradients = new ArrayList<>();
    for (Parameter parameter : bert.parametersByName().values()) {
      NDArray gradient = parameter.getArray().getGradient();
      gradient.attach(scope);
      gradients.add(gradient);
    }
    return gradients;
  }

  private static double gradientNorm(List<NDArray> gradients) {
    double squares = 0;
    for (NDArray gradient : gradients) {
      try (NDArray norm = gradient.norm()) {
        squares += Math.pow(norm.getFloat(), 2);
      }
    }
    return Math.sqrt(squares);
  }

  /** The results of a forward and a backward pass. */
  private record ForwardBackward(NDArray logits, double loss) {}
}
