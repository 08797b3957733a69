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
 * Encoder, window pooling, mean over a document's windows, head.
 *
 * <p>Stateless but for the weights it owns; {@link #close} frees them. Predictions may run
 * concurrently, and so may passes with gradients over {@link Parameters#replica replicas} of the
 * weights.
 */
public final class DocumentClassifier implements AutoCloseable {
  /** A chunk ends where a window is shorter than this share of its longest. */
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

  /** The names of the head's weights. */
  public List<String> headWeights() {
    List<String> names = new ArrayList<>(parameters.names());
    Architectures.of(config).encoderParameters(config).forEach(spec -> names.remove(spec.name()));
    return names;
  }

  /** A training pass over these weights with the architecture's own dropout. */
  public Pass trainingPass(Precision precision) {
    return trainingPass(precision, Architectures.of(config).dropout(config));
  }

  /** A training pass with the dropout given. */
  public Pass trainingPass(Precision precision, double dropout) {
    return Pass.training(parameters, precision, dropout);
  }

  /**
   * Encodes windows in chunks of similar length, so that little padding is computed.
   *
   * @return {@code [windows, hidden]} float32, in the order given
   */
  public Tensor windowVectors(List<Window> windows, Pass pass) {
    return inChunks(windows, (chunk, batch) -> encoder.forward(batch, pass));
  }

  /**
   * How many layers stand on each other, so that a pass can be cut below any of them; 0 where it
   * cannot be cut.
   */
  public int layers() {
    return layers(encoder);
  }

  /** {@link #layers()} of the models of that configuration. */
  public static int layers(ModelConfig config) {
    return layers(Architectures.of(config).encoder(config));
  }

  private static int layers(Encoder encoder) {
    return encoder instanceof StackedEncoder stacked ? stacked.layers() : 0;
  }

  /** Whether a weight has its part in what layer {@code cut} reads; layers are counted from 0. */
  public boolean isBelow(int cut, String weight) {
    StackedEncoder stacked = stacked();
    return weight.startsWith(stacked.embeddingsPrefix())
        || IntStream.range(0, cut).mapToObj(stacked::layerPrefix).anyMatch(weight::startsWith);
  }

  /** {@code [tokens, hidden]}: what layer {@code cut} reads of a window. */
  public Tensor below(int cut, Window window, Pass pass) {
    Tensor padded = stacked().below(cut, batch(List.of(window)), pass).select(0, 0);
    return padded.narrow(0, 0, window.size());
  }

  /**
   * {@link #windowVectors(List, Pass)} by the layers from {@code cut} on.
   *
   * @param below gives what {@link #below} gave for a window, in any number format
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
   * Pools each document's windows by their mean and scores it.
   *
   * @param windowVectors {@code [windows, hidden]}, document after document
   * @param counts how many of the windows belong to each document
   * @return {@code [documents, tags]} float32
   */
  public Tensor logits(Tensor windowVectors, int[] counts, Pass pass) {
    // One row a film: nothing is gained by fewer bits there.
    Pass exact = pass.precision() == Precision.INT8 ? pass.withPrecision(Precision.FP32) : pass;
    return head.logits(meanPerDocument(counts).matmul(windowVectors), exact);
  }

  /** {@code [documents, windows]}: a document's vector is this times its windows' vectors. */
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
