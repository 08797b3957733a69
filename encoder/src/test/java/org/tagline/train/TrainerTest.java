package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.base.TinyBase;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.files.JsonFiles;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.method.Methods;

class TrainerTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {0.7f, 1.2f, 1.8f}, 0);

  @TempDir Path folder;

  @Test
  void theSameSeedGivesTheSameWeights() throws IOException {
    assertThat(train(plan(Map.of()), null, null, TrainingListener.SILENT))
        .isEqualTo(train(plan(Map.of()), null, null, TrainingListener.SILENT));
  }

  @Test
  void anotherSeedGivesOtherWeights() throws IOException {
    assertThat(train(plan(Map.of()), null, null, TrainingListener.SILENT))
        .isNotEqualTo(train(plan(Map.of("seed", 7)), null, null, TrainingListener.SILENT));
  }

  @Test
  void aTrainingThatIsKilledAtAnyStepEndsWithTheSameWeights() throws IOException {
    Map<String, String> uninterrupted =
        train(plan(Map.of()), scores(), null, TrainingListener.SILENT);
    for (int stop : new int[] {1, 4, 5, 9, 12}) {
      Checkpoints checkpoints = new Checkpoints(folder.resolve("stop" + stop));
      assertThatThrownBy(() -> train(plan(Map.of()), scores(), checkpoints, killedAfter(stop)))
          .isInstanceOf(Killed.class);
      assertThat(resume(plan(Map.of()), scores(), checkpoints))
          .as("stop " + stop)
          .isEqualTo(uninterrupted);
    }
  }

  @Test
  void theTokenBudgetDoesNotChangeTheGradients() throws IOException {
    // Without dropout, whose random numbers depend on what is computed together.
    Map<String, Object> exact = Map.of("dropout", 0, "epochs", 1, "precision", "fp32");
    Map<String, Object> small = new LinkedHashMap<>(exact);
    small.put("tokenBudget", 64);
    float[] whole = classifier(plan(exact));
    float[] inPieces = classifier(plan(small));
    for (int i = 0; i < whole.length; i++) {
      assertThat(inPieces[i]).isCloseTo(whole[i], org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void accumulationCombinesSeveralBatchesIntoOneStep() throws IOException {
    Map<String, Object> one = Map.of("dropout", 0, "epochs", 1, "batch", 8, "precision", "fp32");
    Map<String, Object> two =
        Map.of("dropout", 0, "epochs", 1, "batch", 4, "accumulation", 2, "precision", "fp32");
    assertThat(train(plan(two), null, null, TrainingListener.SILENT))
        .isEqualTo(train(plan(one), null, null, TrainingListener.SILENT));
  }

  @Test
  void theWeightsOfTheBestEpochAreRestored() throws IOException {
    List<TrainingListener.Epoch> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(Epoch epoch) {
            epochs.add(epoch);
          }
        };
    Map<String, Object> changes = Map.of("epochs", 3, "patience", 1);
    double[] scores = {0.5, 0.4, 0.9};
    Map<String, String> early =
        train(plan(changes), (model, vectors) -> next(scores, epochs), null, listener);
    assertThat(epochs).as("stopped after the first worse epoch").hasSize(2);
    double[] best = {0.5, 0.4, 0.3};
    epochs.clear();
    Map<String, String> late =
        train(plan(Map.of("epochs", 3)), (model, vectors) -> next(best, epochs), null, listener);
    assertThat(late).as("epoch 1 of the same run").isEqualTo(early);
  }

  @Test
  void aLossThatIsNotFiniteStopsTheTraining() {
    Map<String, Object> wild = Map.of("learningRate", 0.99, "epochs", 40, "warmup", 0);
    Loss broken = new CrossEntropy(new float[] {Float.NaN, 1, 1}, 0);
    assertThatThrownBy(() -> train(plan(wild), null, null, TrainingListener.SILENT, broken))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageContaining("became NaN or infinite at step 1")
        .hasMessageContaining("lower learning rate");
  }

  @Test
  void aCheckpointOfAnotherPlanIsRefused() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder.resolve("other"));
    train(plan(Map.of("epochs", 1)), null, checkpoints, TrainingListener.SILENT);
    assertThatThrownBy(() -> resume(plan(Map.of("epochs", 2)), null, checkpoints))
        .hasMessageContaining("another plan");
  }

  @Test
  void aPartialCheckpointIsIgnored() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder.resolve("half"));
    Files.createDirectories(folder.resolve("half/part-000000099"));
    assertThat(checkpoints.newest()).isEmpty();
  }

  /** Simulates a killed process. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainingListener killedAfter(int step) {
    return new TrainingListener() {
      @Override
      public void onStep(Step progress) {
        if (progress.step() == step) {
          throw new Killed();
        }
      }
    };
  }

  private static Validation.Result next(double[] scores, List<TrainingListener.Epoch> epochs) {
    return new Validation.Result(1, scores[epochs.size()], "score");
  }

  /** Returns a validation whose score depends only on the weights. */
  private static Validation scores() {
    return (model, vectors) ->
        new Validation.Result(
            1, model.parameters().get("classifier.bias").abs().sum().item_double(), "score");
  }

  private static TrainingPlan plan(Map<String, Object> changes) {
    ObjectMapper json = JsonFiles.COMPACT;
    ObjectNode plan = json.valueToTree(TrainingPlan.DEFAULT);
    plan.put("epochs", 4).put("batch", 4).put("learningRate", 1e-3).put("checkpointEvery", 2);
    plan.put("tokenBudget", 128);
    changes.forEach((name, value) -> plan.set(name, json.valueToTree(value)));
    return json.convertValue(plan, TrainingPlan.class);
  }

  private static Map<String, String> train(
      TrainingPlan plan,
      @Nullable Validation validation,
      @Nullable Checkpoints checkpoints,
      TrainingListener listener)
      throws IOException {
    return train(plan, validation, checkpoints, listener, LOSS);
  }

  private static Map<String, String> train(
      TrainingPlan plan,
      @Nullable Validation validation,
      @Nullable Checkpoints checkpoints,
      TrainingListener listener,
      Loss loss)
      throws IOException {
    try (DocumentClassifier model = model()) {
      new Trainer(
              model,
              Methods.named(plan.method()),
              loss,
              plan,
              validation,
              checkpoints,
              null,
              listener)
          .train(examples(), false);
      return weights(model);
    }
  }

  private static Map<String, String> resume(
      TrainingPlan plan, @Nullable Validation validation, Checkpoints checkpoints)
      throws IOException {
    try (DocumentClassifier model = model()) {
      new Trainer(
              model,
              Methods.named(plan.method()),
              LOSS,
              plan,
              validation,
              checkpoints,
              null,
              TrainingListener.SILENT)
          .train(examples(), true);
      return weights(model);
    }
  }

  private static float[] classifier(TrainingPlan plan) throws IOException {
    try (DocumentClassifier model = model()) {
      new Trainer(
              model,
              Methods.named(plan.method()),
              LOSS,
              plan,
              null,
              null,
              null,
              TrainingListener.SILENT)
          .train(examples(), false);
      return ReferenceCase.values(model.parameters().get("classifier.weight"));
    }
  }

  private static DocumentClassifier model() {
    TinyBase base = new TinyBase(3);
    Map<String, org.bytedeco.pytorch.Tensor> weights = base.weights();
    Engine.seed(5);
    return ModelLoader.load(base.config(), weights, WindowPooling.MEAN, HeadKind.LINEAR, 3).model();
  }

  /** Returns a hash of every weight's bits. */
  private static Map<String, String> weights(DocumentClassifier model) {
    Map<String, String> bits = new LinkedHashMap<>();
    model
        .parameters()
        .asMap()
        .forEach(
            (name, tensor) ->
                bits.put(name, Integer.toHexString(Arrays.hashCode(ReferenceCase.values(tensor)))));
    return bits;
  }

  /** Returns twelve examples with one to five windows. */
  private static List<Example> examples() {
    return RandomExamples.of(5, example -> 20 + 8 * example, 1000, 3000);
  }
}
