package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.checkpoint.Safetensors;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.PeftFolder;
import org.tagline.encoder.SmallModels;
import org.tagline.engine.LoraAdapter;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.files.JsonFiles;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.method.Methods;

class LoraMethodTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {1, 1, 1}, 0);

  @TempDir Path folder;

  @Test
  void aFreshAdapterDoesNotChangeTheLogits() throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier base = SmallModels.fresh("bert", 3);
        DocumentClassifier adapted = SmallModels.fresh("bert", 3);
        Method.Session session = Methods.named("lora").begin(adapted, plan("all-linear"), null)) {
      assertThat(session.trained()).hasSize(2 * 6 * 2 + 2);
      assertThat(logits(adapted)).containsExactly(logits(base));
    }
  }

  @Test
  void aFreshAdapterIsInitializedLikePefts() throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh("bert", 3)) {
      LoraAdapter adapter =
          LoraAdapter.fresh(
              512, 16, 0, model.parameters(), List.of("bert.encoder.layer.0.output.dense"));
      List<Tensor> weights = List.copyOf(adapter.asMap().values());
      Tensor a = weights.get(0);
      Tensor b = weights.get(1);
      // Kaiming uniform with a = √5: uniform in ±1/√in, so the standard deviation is that bound
      // divided by √3.
      double bound = 1 / Math.sqrt(20);
      assertThat(a.abs().max().item_double()).isBetween(0.99 * bound, bound);
      assertThat(a.std().item_double()).isCloseTo(bound / Math.sqrt(3), within(0.01 * bound));
      assertThat(b.abs().max().item_double()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "funnel"})
  void theBaseWithItsAdapterPredictsLikeTheMergedModel(String modelType) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier merged = SmallModels.fresh(modelType, 3);
        DocumentClassifier base = SmallModels.fresh(modelType, 3)) {
      new Trainer(
              merged,
              Methods.named(plan("all-linear").method()),
              LOSS,
              plan("all-linear"),
              null,
              null,
              null,
              TrainingListener.SILENT)
          .train(MethodContractTest.examples(), false);
      float[] untrained = logits(base);

      PeftFolder.write(folder.resolve("adapter"), merged, "small");
      PeftFolder.attach(folder.resolve("adapter"), base);

      assertThat(logits(base)).containsExactly(logits(merged), within(1e-5f));
      assertThat(logits(base)).isNotEqualTo(untrained);
      base.parameters().mergeAdapter();
      assertThat(MethodContractTest.bits(base)).isEqualTo(MethodContractTest.bits(merged));
    }
  }

  @Test
  void theFilesAreThoseOfPeft() throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh("bert", 3)) {
      new Trainer(
              model,
              Methods.named(plan("query").method()),
              LOSS,
              plan("query"),
              null,
              null,
              null,
              TrainingListener.SILENT)
          .train(MethodContractTest.examples(), false);
      PeftFolder.write(folder.resolve("adapter"), model, "small");

      JsonNode config =
          JsonFiles.COMPACT.readTree(folder.resolve("adapter/adapter_config.json").toFile());
      assertThat(config.path("peft_type").asText()).isEqualTo("LORA");
      assertThat(config.path("r").asInt()).isEqualTo(4);
      assertThat(config.path("lora_alpha").isInt()).isTrue();
      assertThat(config.path("base_model_name_or_path").asText()).isEqualTo("small");
      assertThat(config.path("target_modules").toString())
          .isEqualTo(
              "[\"bert.encoder.layer.0.attention.self.query\","
                  + "\"bert.encoder.layer.1.attention.self.query\"]");
      assertThat(config.path("modules_to_save").toString()).isEqualTo("[\"classifier\"]");
      String query = "base_model.model.bert.encoder.layer.0.attention.self.query.";
      assertThat(Safetensors.read(folder.resolve("adapter/adapter_model.safetensors")))
          .containsKeys(
              query + "lora_A.weight",
              query + "lora_B.weight",
              "base_model.model.classifier.weight",
              "base_model.model.classifier.bias")
          .hasSize(6);
    }
  }

  @Test
  void anAdapterOfAnotherModelIsRefused() throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier bert = SmallModels.fresh("bert", 3);
        DocumentClassifier other = SmallModels.fresh("distilbert", 3)) {
      new Trainer(
              bert,
              Methods.named(plan("attention").method()),
              LOSS,
              plan("attention"),
              null,
              null,
              null,
              TrainingListener.SILENT)
          .train(MethodContractTest.examples(), false);
      PeftFolder.write(folder.resolve("adapter"), bert, "small");

      assertThatThrownBy(() -> PeftFolder.attach(folder.resolve("adapter"), other))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is for another model: this one has no bert.encoder.layer.0");
    }
  }

  @Test
  void anAdapterOfAnotherKindIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("adapter_config.json"),
        JsonFiles.COMPACT.writeValueAsString(Map.of("peft_type", "IA3", "r", 8)));
    try (DocumentClassifier model = SmallModels.fresh("bert", 3)) {
      assertThatThrownBy(() -> PeftFolder.attach(folder, model))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("an adapter other than plain LoRA");
    }
  }

  @Test
  void anUnknownTargetLayerIsRefusedAndTheKnownOnesAreListed() throws IOException {
    try (DocumentClassifier model = SmallModels.fresh("distilbert", 3)) {
      assertThatThrownBy(() -> Methods.named("lora").check(plan("query,value"), model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "this base has no linear layer called \"query\" that LoRA could adapt; it has q_lin,"
                  + " k_lin, v_lin, out_lin, lin1, lin2, or all-linear for all of them");
    }
  }

  @Test
  void everyArchitectureHasTheDefaultTargetLayers() throws IOException {
    for (var architecture : Architectures.all()) {
      try (DocumentClassifier model = SmallModels.fresh(architecture.modelType(), 3)) {
        Methods.named("lora").check(plan("attention"), model);
        Methods.named("lora").check(plan("all-linear"), model);
      }
    }
  }

  private static TrainingPlan plan(String targets) {
    return MethodContractTest.plan("lora")
        .with("loraTargets", targets)
        .with("loraRank", 4)
        .with("precision", "fp32");
  }

  private static float[] logits(DocumentClassifier model) {
    Pass pass = Pass.inference(model.parameters(), Precision.FP32);
    int[] counts = {2, 3};
    var windows = MethodContractTest.examples().get(1).windows();
    var more = MethodContractTest.examples().get(2).windows();
    var all = java.util.stream.Stream.concat(windows.stream(), more.stream()).toList();
    return ReferenceCase.values(model.logits(model.windowVectors(all, pass), counts, pass));
  }
}
