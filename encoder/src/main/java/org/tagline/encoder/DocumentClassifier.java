package org.tagline.encoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.Parameters;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Window;

/**
 * A classifier of documents: an encoder, the pooling of each window's tokens, the mean over a
 * document's windows, and a head.
 *
 * <p>Owns its weights, which are its only state; {@link #close} frees them. Predictions may run
 * concurrently, as may passes with gradients over {@link Parameters#replica replicas} of the
 * weights.
 */
public final class DocumentClassifier implements AutoCloseable {
  /** Shortest window of a chunk, relative to the longest. */
  private static final double LENGTH_SPREAD = 0.8;

  private final ModelConfig config;
  private final Encoder encoder;
  private final WindowPooling pooling;
  private final HeadKind headKind;
  private final Head head;
  private final Parameters parameters;

  DocumentClassifier(
      ModelConfig config, WindowPooling pooling, HeadKind headKind, Parameters parameters) {
    this.config = config;
    this.encoder = Architectures.of(config).encoder(config);
    this.pooling = pooling;
    this.headKind = headKind;
    this.head = headKind.head(config);
    this.parameters = parameters;
  }

  public ModelConfig config() {
    return config;
  }

  public Encoder encoder() {
    return encoder;
  }

  public WindowPooling pooling() {
    return pooling;
  }

  public HeadKind headKind() {
    return headKind;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** Returns the names of the head's weights. */
  public List<String> headWeights() {
    List<String> names = new ArrayList<>(parameters.names());
    Architectures.of(config).encoderParameters(config).forEach(spec -> names.remove(spec.name()));
    return names;
  }

  /** Returns a training pass with the configuration's dropout rate. */
  public Pass trainingPass(Precision precision) {
    return trainingPass(precision, Architectures.of(config).dropout(config));
  }

  /** Returns a training pass with another dropout rate. */
  public Pass trainingPass(Precision precision, double dropout) {
    return Pass.training(parameters, precision, dropout);
  }

  /**
   * Encodes windows in chunks of similar length, to compute little padding.
   *
   * @return the windows' vectors {@code [windows, hidden]} float32, in the order given
   */
  public Tensor windowVectors(List<Window> windows, Pass pass) {
    return inChunks(windows, (chunk, batch) -> encoder.forward(batch, pass));
  }

  /**
   * Returns the number of layers below which a pass can be cut, or 0 if the encoder cannot be cut.
   */
  public int layers() {
    return layers(encoder);
  }

  /** Returns {@link #layers()} for models of a configuration. */
  public static int layers(ModelConfig config) {
    return layers(Architectures.of(config).encoder(config));
  }

  private static int layers(Encoder encoder) {
    return encoder instanceof StackedEncoder stacked ? stacked.layers() : 0;
  }

  /** Whether the input of layer {@code cut} depends on a weight; layers are counted from 0. */
  public boolean isBelow(int cut, String weight) {
    StackedEncoder stacked = stacked();
    return weight.startsWith(stacked.embeddingsPrefix())
        || IntStream.range(0, cut).mapToObj(stacked::layerPrefix).anyMatch(weight::startsWith);
  }

  /** Computes a window's input to layer {@code cut}, {@code [tokens, hidden]}. */
  public Tensor below(int cut, Window window, Pass pass) {
    Tensor padded = stacked().below(cut, batch(List.of(window)), pass).select(0, 0);
    return padded.narrow(0, 0, window.size());
  }

  /**
   * Encodes windows from the states below layer {@code cut}, with the result of {@link
   * #windowVectors(List, Pass)}.
   *
   * @param below returns the result of {@link #below} for a window, in any number format
   * @return the windows' vectors {@code [windows, hidden]} float32, in the order given
   * @throws IllegalArgumentException if the encoder cannot be cut
   */
  public Tensor windowVectors(
      List<Window> windows, Pass pass, int cut, Function<Window, Tensor> below) {
    return inChunks(
        windows,
        (chunk, batch) -> {
          Tensor states =
              torch.zeros(
                  new long[] {batch.size(), batch.tokens(), encoder.hiddenSize()},
                  new TensorOptions(ScalarType.Float));
          for (int i = 0; i < chunk.size(); i++) {
            try (PointerScope scope = new PointerScope()) {
              Window window = chunk.get(i);
              states.select(0, i).narrow(0, 0, window.size()).copy_(below.apply(window));
            }
          }
          return stacked().above(cut, states, batch, pass);
        });
  }

  private StackedEncoder stacked() {
    if (encoder instanceof StackedEncoder stacked) {
      return stacked;
    }
    throw new IllegalArgumentException(
        "a " + config.modelType() + " model cannot be cut between its layers");
  }

  private TokenBatch batch(List<Window> windows) {
    int longest = TokenBatch.longest(windows);
    int step = encoder.lengthStep();
    int length =
        Math.max(longest, Math.min(encoder.maxTokens(), (longest + step - 1) / step * step));
    return TokenBatch.of(windows, config.integer("pad_token_id", 0), length);
  }

  private Tensor inChunks(
      List<Window> windows, BiFunction<List<Window>, TokenBatch, Tensor> encoding) {
    List<Integer> order =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> windows.get(i).size()).reversed())
            .toList();
    TensorVector vectors = new TensorVector();
    int from = 0;
    while (from < order.size()) {
      int longest = windows.get(order.get(from)).size();
      int to = from + 1;
      while (to < order.size() && windows.get(order.get(to)).size() >= LENGTH_SPREAD * longest) {
        to++;
      }
      List<Window> chunk = new ArrayList<>();
      order.subList(from, to).forEach(i -> chunk.add(windows.get(i)));
      TokenBatch batch = batch(chunk);
      Tensor hidden = encoding.apply(chunk, batch).to(ScalarType.Float);
      vectors.push_back(pooling.pool(hidden, batch));
      from = to;
    }
    long[] position = new long[windows.size()];
    for (int i = 0; i < order.size(); i++) {
      position[order.get(i)] = i;
    }
    return torch.cat(vectors, 0).index_select(0, Tensor.create(position));
  }

  /**
   * Averages each document's window vectors and applies the head.
   *
   * @param windowVectors the vectors {@code [windows, hidden]}, document by document
   * @param counts the number of windows of each document
   * @return the logits {@code [documents, tags]} float32
   */
  public Tensor logits(Tensor windowVectors, int[] counts, Pass pass) {
    // INT8 would save no time on one row per document.
    Pass headPass = pass.precision() == Precision.INT8 ? pass.withPrecision(Precision.FP32) : pass;
    return head.logits(meanPerDocument(counts).matmul(windowVectors), headPass);
  }

  /** Returns the matrix {@code [documents, windows]} that averages window vectors by document. */
  private static Tensor meanPerDocument(int[] counts) {
    int windows = IntStream.of(counts).sum();
    float[] mean = new float[counts.length * windows];
    int at = 0;
    for (int document = 0; document < counts.length; document++) {
      for (int i = 0; i < counts[document]; i++) {
        mean[document * windows + at++] = 1f / counts[document];
      }
    }
    return Tensor.create(mean, counts.length, windows);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
