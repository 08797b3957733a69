package org.tagline.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.input.EncoderShape;
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
 * Measures each operation alone at the sizes it has in MiniLM, and the whole of which they are
 * parts; what the parts do not explain is the rest.
 *
 * <p>Prints Markdown tables and writes them to {@code benchmarks/results/profile.md}.
 */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures where a training step's and a prediction's time goes.")
public final class ProfileBenchmark implements Callable<Integer> {
  @Option(names = "--repeats", defaultValue = "5", description = "Of each (${DEFAULT-VALUE}).")
  private int repeats;

  @Option(names = "--batch", defaultValue = "8", description = "Windows (${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--tokens", defaultValue = "512", description = "A window (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(names = "--precision", defaultValue = "auto", description = "fp32, bf16 or auto.")
  private String precision = "auto";

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/profile.md",
      description = "Where the tables go (${DEFAULT-VALUE}).")
  private Path results = Path.of("profile.md");

  /** Exit status 0 when the tables were made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new ProfileBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException {
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
      double one = median(() -> predict(model, prediction, 1));
      double many = median(() -> predict(model, prediction, batch));
      model.parameters().requireGradients(true);
      Pass training = model.trainingPass(products, 0);
      double[] step = step(model, training);
      List<Operation.Time> single = times(training, 1);
      List<Operation.Time> times = times(training, batch);
      String report = report(products, single, one, times, many, step);
      MarkdownReport.write(results, report);
    }
    return 0;
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
      int[] zeros = new int[tokens];
      windows.add(new Window(random.ints(tokens, 1000, 30_000).toArray(), zeros, zeros, zeros));
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

  /** Milliseconds of forward, backward, clipping and AdamW. */
  private double[] step(DocumentClassifier model, Pass pass) {
    double[][] parts = new double[repeats][];
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
            parts[i] =
                new double[] {
                  (forward - began) / 1e6,
                  (backward - forward) / 1e6,
                  (clip - backward) / 1e6,
                  (end - clip) / 1e6
                };
          }
        }
      }
    }
    Arrays.sort(parts, (a, b) -> Double.compare(Arrays.stream(a).sum(), Arrays.stream(b).sum()));
    return parts[repeats / 2];
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

  private String report(
      Precision products,
      List<Operation.Time> single,
      double one,
      List<Operation.Time> times,
      double many,
      double[] step)
      throws IOException {
    double forward = times.stream().mapToDouble(Operation.Time::forward).sum();
    double backward = times.stream().mapToDouble(Operation.Time::backward).sum();
    double alone = single.stream().mapToDouble(Operation.Time::forward).sum();
    StringBuilder text = new StringBuilder("# Where the time goes\n\n");
    text.append("`./benchmarks/run profile` made this. ").append(MachineFacts.read().sentence());
    text.append(
        format(
            "%n%nMiniLM-L6, windows of %d tokens, products in %s. Each operation alone at its sizes,"
                + " the median of %d times its calls in a pass; \"rest\" is what a whole pass takes"
                + " beyond their sum (below zero: parts alone find the caches colder).%n%n",
            tokens, products.name().toLowerCase(Locale.ROOT), repeats));
    text.append(
        format(
            "| milliseconds | prediction, 1 window | prediction, %d windows | GFLOP/s of it |"
                + " backward, %d windows |%n| --- | ---: | ---: | ---: | ---: |%n",
            batch, batch));
    for (int i = 0; i < times.size(); i++) {
      Operation.Time time = times.get(i);
      text.append(
          format(
              "| %s | %.1f | %.1f | %s | %.1f |%n",
              time.operation().name(),
              single.get(i).forward(),
              time.forward(),
              time.operation().operations() == 0 ? "" : format("%.0f", time.gigaflops()),
              time.backward()));
    }
    text.append(
        format(
            "| rest | %.1f | %.1f | | %.1f |%n", one - alone, many - forward, step[1] - backward));
    text.append(format("| **whole** | %.1f | %.1f | | %.1f |%n%n", one, many, step[1]));
    double whole = Arrays.stream(step).sum();
    text.append(
        format(
            "A training step of %d windows: forward %.0f ms, backward %.0f, clipping %.0f, AdamW"
                + " %.0f; together %.0f ms, %.2f windows/s.%n",
            batch, step[0], step[1], step[2], step[3], whole, batch * 1e3 / whole));
    return text.toString();
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
