package org.tagline.benchmarks.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.input.EncoderShape;
import org.tagline.benchmarks.input.TokenizedFilm;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Window;
import org.tagline.train.AdamW;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures each operation of MiniLM alone and whole passes through the encoder. The difference
 * between a whole pass and the sum of its operations is reported as the rest.
 */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the time of a training step and of a prediction by operation.")
public final class ProfileBenchmark extends Benchmark {
  @Option(
      names = "--repeats",
      defaultValue = "5",
      description = "How often each operation is measured (${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--batch",
      defaultValue = "8",
      description = "Windows per pass (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--tokens",
      defaultValue = "512",
      description = "Tokens per window (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "fp32, bf16 or auto (${DEFAULT-VALUE}).")
  private String precision = "auto";

  ProfileBenchmark() {
    super("Time by operation");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException {
    Engine.seed(17);
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    Precision products = Precision.parse(precision);
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model =
            ModelLoader.load(
                    base.config(),
                    base.weights(),
                    base.pooling(),
                    HeadKind.LINEAR,
                    EncoderShape.MINILM_L6.labels())
                .model()) {
      Pass prediction = Pass.inference(model.parameters(), products);
      double single = median(() -> predict(model, prediction, 1));
      double many = median(() -> predict(model, prediction, batch));
      model.parameters().requireGradients(true);
      Pass training = model.trainingPass(products, 0);
      StepTime step = step(model, training);
      new OperationTable(
              batch,
              tokens,
              repeats,
              products,
              times(training, 1),
              times(training, batch),
              single,
              many,
              step)
          .addTo(report);
      return true;
    }
  }

  private List<Operation.Time> times(Pass pass, int windows) {
    return Operations.of(pass, windows, tokens).stream()
        .map(operation -> operation.measure(repeats))
        .toList();
  }

  private List<Window> windows(int count) {
    Random random = new Random(17);
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      windows.add(TokenizedFilm.window(random.ints(tokens, 1000, 30_000).toArray()));
    }
    return windows;
  }

  private void predict(DocumentClassifier model, Pass pass, int count) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = model.windowVectors(windows(count), pass);
      model.logits(vectors, new int[] {count}, pass).sum().item_double();
    }
  }

  /** Returns the times of the median training step. */
  private StepTime step(DocumentClassifier model, Pass pass) {
    List<StepTime> steps = new ArrayList<>();
    try (AdamW optimizer = new AdamW(model.parameters().asMap(), 0.01)) {
      for (int i = -1; i < repeats; i++) {
        try (PointerScope scope = new PointerScope()) {
          optimizer.zeroGradients();
          long began = System.nanoTime();
          Tensor vectors = model.windowVectors(windows(batch), pass);
          Tensor loss = model.logits(vectors, new int[] {batch}, pass).square().sum();
          long forward = System.nanoTime();
          loss.backward();
          long backward = System.nanoTime();
          optimizer.clip(1);
          long clip = System.nanoTime();
          optimizer.step(1e-5);
          long end = System.nanoTime();
          if (i >= 0) {
            steps.add(
                new StepTime(
                    (forward - began) / 1e6,
                    (backward - forward) / 1e6,
                    (clip - backward) / 1e6,
                    (end - clip) / 1e6));
          }
        }
      }
    }
    steps.sort(Comparator.comparingDouble(StepTime::sum));
    return steps.get(repeats / 2);
  }

  private double median(Runnable work) {
    double[] millis = new double[repeats];
    for (int i = -2; i < repeats; i++) {
      long began = System.nanoTime();
      work.run();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - began) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[repeats / 2];
  }
}
