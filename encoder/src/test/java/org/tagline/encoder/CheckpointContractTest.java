package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.checkpoint.CheckpointFormat;
import org.tagline.checkpoint.CheckpointFormats;
import org.tagline.checkpoint.OnnxWriter;
import org.tagline.checkpoint.Safetensors;
import org.tagline.checkpoint.ShardWriter;
import org.tagline.checkpoint.TorchWriter;
import org.tagline.engine.Engine;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Parameters;
import org.tagline.files.JsonFiles;

/** Every checkpoint format returns the weights of every architecture unchanged. */
class CheckpointContractTest {
  private static final int TAGS = 3;

  /** Writers of each format, by the format's file name; some formats have two. */
  private static final Map<String, List<ShardWriter.FileWriter>> WRITERS =
      Map.of(
          "model.safetensors",
          List.of(CheckpointContractTest::safetensors),
          "model.safetensors.index.json",
          List.of(
              (index, tensors) ->
                  ShardWriter.write(
                      index,
                      "model",
                      ".safetensors",
                      tensors,
                      CheckpointContractTest::safetensors)),
          "pytorch_model.bin",
          List.of(TorchWriter::zip, TorchWriter::legacy),
          "pytorch_model.bin.index.json",
          List.of(
              (index, tensors) ->
                  ShardWriter.write(index, "pytorch_model", ".bin", tensors, TorchWriter::zip),
              (index, tensors) ->
                  ShardWriter.write(index, "pytorch_model", ".bin", tensors, TorchWriter::legacy)),
          "model.onnx",
          List.of(OnnxWriter::write));

  @TempDir Path folder;

  @BeforeAll
  static void seed() {
    Engine.seed(7);
  }

  static Stream<Arguments> architecturesAndFormats() {
    List<Arguments> rows = new ArrayList<>();
    for (Architecture architecture : Architectures.all()) {
      for (CheckpointFormat format : CheckpointFormats.all()) {
        List<ShardWriter.FileWriter> writers = WRITERS.getOrDefault(format.fileName(), List.of());
        assertThat(writers).as("writers of " + format.fileName()).isNotEmpty();
        writers.forEach(
            writer -> rows.add(Arguments.of(architecture.modelType(), format.fileName(), writer)));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("architecturesAndFormats")
  void weightsAreReadAsWritten(String modelType, String fileName, ShardWriter.FileWriter writer)
      throws IOException {
    ModelConfig config = SmallModels.config(modelType);
    try (DocumentClassifier written = fresh(config)) {
      writer.write(folder.resolve(fileName), written.parameters().asMap());
      BaseEncoder base = base(config);

      var read =
          ModelLoader.load(
              base.config(), base.weights(), WindowPooling.CLS, HeadKind.PUBLISHED, TAGS);

      try (DocumentClassifier model = read.model()) {
        assertThat(read.fresh()).isEmpty();
        assertEqual(model.parameters(), written.parameters());
      }
    }
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("architecturesAndFormats")
  void anEncoderWithoutHeadGetsAFreshOne(
      String modelType, String fileName, ShardWriter.FileWriter writer) throws IOException {
    ModelConfig config = SmallModels.config(modelType);
    Architecture architecture = Architectures.of(config);
    try (Parameters encoder = Parameters.fresh(architecture.encoderParameters(config), 0.02)) {
      Map<String, Tensor> bare = new LinkedHashMap<>();
      encoder
          .asMap()
          .forEach(
              (name, tensor) -> bare.put(name.substring(architecture.prefix().length()), tensor));
      writer.write(folder.resolve(fileName), bare);
      BaseEncoder base = base(config);

      var read =
          ModelLoader.load(
              base.config(), base.weights(), WindowPooling.CLS, HeadKind.PUBLISHED, TAGS);

      try (DocumentClassifier model = read.model()) {
        assertThat(read.fresh())
            .containsExactlyElementsOf(
                architecture.headParameters(config, TAGS).stream()
                    .map(ParameterSpec::name)
                    .toList());
        assertEqual(model.parameters(), encoder);
      }
    }
  }

  @Test
  @Tag("slow")
  void aDistilBertOfPublishedSizeIsReadFromSafetensorsAndBothBinFormats() throws IOException {
    ModelConfig config =
        config(
            """
            {"model_type": "distilbert", "dim": 768, "n_heads": 12, "n_layers": 6,
             "hidden_dim": 3072, "vocab_size": 30522, "max_position_embeddings": 512}""");
    Map<String, List<ShardWriter.FileWriter>> formats =
        Map.of(
            "model.safetensors",
            List.of(CheckpointContractTest::safetensors),
            "pytorch_model.bin",
            List.of(TorchWriter::zip, TorchWriter::legacy));
    try (DocumentClassifier written = fresh(config)) {
      assertThat(written.parameters().count()).isEqualTo(66_955_779L);
      for (var format : formats.entrySet()) {
        for (ShardWriter.FileWriter writer : format.getValue()) {
          Path file = folder.resolve(format.getKey());
          writer.write(file, written.parameters().asMap());
          try (Parameters read = new Parameters(base(config).weights())) {
            assertEqual(read, written.parameters());
          }
          Files.delete(file);
        }
      }
    }
  }

  private static DocumentClassifier fresh(ModelConfig config) {
    return ModelLoader.fresh(config, WindowPooling.CLS, HeadKind.PUBLISHED, TAGS);
  }

  private BaseEncoder base(ModelConfig config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config.json().toString());
    return BaseEncoders.resolve(folder.toString());
  }

  private static void assertEqual(Parameters actual, Parameters expected) {
    assertThat(actual.names()).containsAll(expected.names());
    for (String name : expected.names()) {
      assertThat(actual.get(name).equal(expected.get(name))).as(name).isTrue();
    }
  }

  private static void safetensors(Path file, Map<String, Tensor> tensors) throws IOException {
    Safetensors.write(file, tensors, Map.of("format", "pt"));
  }

  private static ModelConfig config(String json) throws IOException {
    return new ModelConfig(JsonFiles.COMPACT.readTree(json));
  }
}
