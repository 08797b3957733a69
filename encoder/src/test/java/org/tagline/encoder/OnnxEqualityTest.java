package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Tokenizer;
import org.tagline.text.Window;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/** Shipped encoders give the results that ONNX Runtime gives for their ONNX files. */
class OnnxEqualityTest {
  private static final double COSINE = 0.9999;
  private static final List<String> TEXTS =
      List.of(
          "A lighthouse keeper finds a letter in a bottle, and with it a map of a town that was"
              + " drowned before she was born. She goes to look for it with her brother's boat.",
          "Two rival bakers share an oven.",
          "Café “Zürich” closes at 3 a.m.; the détective (Inspector O'Hara) waits — naïvely.");

  static Stream<BaseEncoder> shipped() {
    return BaseEncoders.shipped().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedEncoderMatchesItsOnnxFile(BaseEncoder base) throws IOException, OrtException {
    List<Window> windows;
    try (Tokenizer tokenizer = base.tokenizer()) {
      Windower windower = new Windower(tokenizer, WindowPolicy.all(64));
      windows = TEXTS.stream().flatMap(text -> windower.toRead(text).windows().stream()).toList();
    }
    float[][][] expected = withOnnxRuntime(base, windows);
    var loaded =
        ModelLoader.load(base.config(), base.weights(), base.pooling(), HeadKind.LINEAR, 2);
    assertThat(loaded.fresh()).containsExactly("classifier.weight", "classifier.bias");
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = loaded.model()) {
      TokenBatch batch = TokenBatch.of(windows, 0);
      assertThat(batch.padded()).isTrue();
      Pass pass = Pass.inference(model.parameters(), Precision.FP32);
      Tensor hidden = model.encoder().forward(batch, pass);
      float[][] pooled = rows(base.pooling().pool(hidden, batch));
      for (int i = 0; i < windows.size(); i++) {
        float[][] tokens = rows(hidden.select(0, i));
        int length = windows.get(i).size();
        for (int token = 0; token < length; token++) {
          assertThat(cosine(tokens[token], expected[i][token]))
              .as("token %d of text %d", token, i)
              .isGreaterThan(COSINE);
        }
        assertThat(cosine(pooled[i], pooled(expected[i], length, base.pooling())))
            .as("text " + i)
            .isGreaterThan(COSINE);
      }
    }
  }

  private static float[][][] withOnnxRuntime(BaseEncoder base, List<Window> windows)
      throws IOException, OrtException {
    int longest = windows.stream().mapToInt(Window::size).max().orElseThrow();
    long[][] ids = new long[windows.size()][longest];
    long[][] mask = new long[windows.size()][longest];
    for (int i = 0; i < ids.length; i++) {
      for (int token = 0; token < windows.get(i).size(); token++) {
        ids[i][token] = windows.get(i).ids()[token];
        mask[i][token] = 1;
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (InputStream file = OnnxEqualityTest.class.getResourceAsStream("/" + base.id() + ".onnx");
        OrtSession session =
            environment.createSession(Objects.requireNonNull(file).readAllBytes());
        OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, new long[ids.length][longest]);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", typeTensor))) {
      return (float[][][]) result.get(0).getValue();
    }
  }

  private static float[] pooled(float[][] tokens, int length, WindowPooling pooling) {
    if (pooling == WindowPooling.CLS) {
      return tokens[0];
    }
    float[] mean = new float[tokens[0].length];
    for (int token = 0; token < length; token++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += tokens[token][i] / length;
      }
    }
    return mean;
  }

  private static float[][] rows(Tensor matrix) {
    float[] flat = new float[(int) matrix.numel()];
    matrix.contiguous().data_ptr_float().get(flat);
    float[][] rows = new float[(int) matrix.size(0)][(int) matrix.size(1)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * rows[i].length, rows[i], 0, rows[i].length);
    }
    return rows;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      normA += a[i] * a[i];
      normB += b[i] * b[i];
    }
    return dot / Math.sqrt(normA * normB);
  }
}
