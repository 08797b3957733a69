package org.tagline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.checkpoint.CheckpointFormats;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.files.JsonFiles;
import org.tagline.text.Window;

/** An exported classifier gives the same probabilities in ONNX Runtime. */
class OnnxModelTest {
  private static final double TEMPERATURE = 1.7;
  private static final int TAGS = 3;

  private static final String BERT =
      """
      {"model_type": "bert", "hidden_size": 48, "num_attention_heads": 4, "num_hidden_layers": 2,
       "intermediate_size": 96, "hidden_act": "gelu", "vocab_size": 120, "type_vocab_size": 2,
       "max_position_embeddings": 40, "initializer_range": 0.3}
      """;
  private static final String DISTILBERT =
      """
      {"model_type": "distilbert", "dim": 48, "n_heads": 4, "n_layers": 2, "hidden_dim": 96,
       "activation": "gelu", "vocab_size": 120, "max_position_embeddings": 40,
       "initializer_range": 0.3}
      """;

  @TempDir Path folder;

  record Case(String config, WindowPooling pooling, HeadKind head) {}

  static Stream<Case> cases() {
    return Stream.of(BERT, DISTILBERT, BERT.replace("gelu", "relu"))
        .flatMap(
            config ->
                Stream.of(WindowPooling.values())
                    .flatMap(
                        pooling ->
                            Stream.of(HeadKind.values())
                                .map(head -> new Case(config, pooling, head))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aGraphGivesTheProbabilitiesOfTheEngine(Case test) throws IOException, OrtException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = model(test)) {
      Path file = export(model, Products.FP32);
      Outputs outputs = run(file, windows());
      float[] logits = logits(model);

      assertThat(outputs.logits()).containsExactly(logits, within(1e-4f));
      assertThat(outputs.probabilities()).containsExactly(softmax(logits), within(1e-4f));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anExportedFileCanBeReadAsACheckpoint(Case test) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = model(test)) {
      export(model, Products.FP32);
      Map<String, Tensor> read = CheckpointFormats.in(folder).read(folder);

      model
          .parameters()
          .asMap()
          .forEach(
              (name, tensor) -> {
                assertThat(read).containsKey(name);
                assertThat(Objects.requireNonNull(read.get(name)).equal(tensor)).as(name).isTrue();
              });
    }
  }

  @Test
  void anInt8GraphIsSmallerAndCloseToFloat32() throws IOException, OrtException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = model(new Case(BERT, WindowPooling.MEAN, HeadKind.LINEAR))) {
      Path exact = export(model, Products.FP32);
      Path small = folder.resolve("small.onnx");
      write(small, model, Products.INT8);

      assertThat(Files.size(small)).isLessThan(Files.size(exact) * 2 / 3);
      assertThat(run(small, windows()).probabilities())
          .containsExactly(run(exact, windows()).probabilities(), within(0.05f))
          .isNotEqualTo(run(exact, windows()).probabilities());
    }
  }

  @Test
  void onnxRuntimeFusesAttentionActivationsAndNormalization() throws IOException, OrtException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = model(new Case(BERT, WindowPooling.MEAN, HeadKind.LINEAR))) {
      Path optimized = folder.resolve("optimized.onnx");
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setOptimizedModelFilePath(optimized.toString());
        environment.createSession(export(model, Products.FP32).toString(), options).close();
      }
      String operators = Files.readString(optimized, StandardCharsets.ISO_8859_1);

      assertThat(Stream.of("Attention", "BiasGelu", "SkipLayerNormalization", "Erf"))
          .filteredOn(operator -> operators.contains("\"" + (char) operator.length() + operator))
          .containsExactly("Attention", "BiasGelu", "SkipLayerNormalization");
    }
  }

  @Test
  void anArchitectureWithoutGraphIsRejected() throws IOException {
    Path reference = Path.of("src/test/resources/reference/funnel");
    ModelConfig config = ModelConfig.read(reference.resolve("config.json"));
    try (DocumentClassifier model =
        ModelLoader.fresh(config, WindowPooling.CLS, HeadKind.LINEAR, TAGS)) {
      assertThatThrownBy(() -> export(model, Products.FP32))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("funnel")
          .hasMessageContaining("--format hub");
    }
  }

  private static DocumentClassifier model(Case test) throws IOException {
    Engine.seed(7);
    ModelConfig config = new ModelConfig(JsonFiles.COMPACT.readTree(test.config()));
    return ModelLoader.fresh(config, test.pooling(), test.head(), TAGS);
  }

  /** Returns three windows of one film, the last of which is shorter. */
  private static List<Window> windows() {
    return Stream.of(30, 30, 11).map(OnnxModelTest::window).toList();
  }

  private static Window window(int tokens) {
    int[] ids = new int[tokens];
    Arrays.setAll(ids, i -> (i * 17 + tokens) % 119 + 1);
    int[] zeros = new int[tokens];
    return new Window(ids, zeros, zeros, zeros);
  }

  private Path export(DocumentClassifier model, Products products) throws IOException {
    Path file = folder.resolve("model.onnx");
    write(file, model, products);
    return file;
  }

  private static void write(Path file, DocumentClassifier model, Products products)
      throws IOException {
    OnnxModel.Probabilities softmax = new OnnxModel.Probabilities(true, TEMPERATURE);
    OnnxModel.write(file, model, products, softmax, Map.of("task", "single"));
  }

  private static float[] logits(DocumentClassifier model) {
    Pass pass = Pass.inference(model.parameters(), Precision.FP32);
    Tensor logits =
        model.logits(model.windowVectors(windows(), pass), new int[] {windows().size()}, pass);
    float[] values = new float[TAGS];
    logits.contiguous().data_ptr_float().get(values);
    return values;
  }

  private record Outputs(float[] logits, float[] probabilities) {}

  private static Outputs run(Path file, List<Window> windows) throws OrtException {
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
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try (OrtSession session = environment.createSession(file.toString())) {
      inputs.put("input_ids", OnnxTensor.createTensor(environment, ids));
      inputs.put("attention_mask", OnnxTensor.createTensor(environment, mask));
      if (session.getInputNames().contains("token_type_ids")) {
        inputs.put(
            "token_type_ids", OnnxTensor.createTensor(environment, new long[ids.length][longest]));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return new Outputs(
            ((float[][]) result.get("logits").orElseThrow().getValue())[0],
            ((float[][]) result.get("probabilities").orElseThrow().getValue())[0]);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static float[] softmax(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit / TEMPERATURE);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(logits[i] / TEMPERATURE) / sum);
    }
    return probabilities;
  }
}
