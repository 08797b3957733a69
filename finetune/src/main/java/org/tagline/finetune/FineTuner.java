package org.tagline.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.dataset.Film;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.engine.Engine;
import org.tagline.engine.Precision;
import org.tagline.learn.InputSpec;
import org.tagline.learn.Learner;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TrainingData;
import org.tagline.learn.ValidationFilms;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;
import org.tagline.train.Checkpoints;
import org.tagline.train.Example;
import org.tagline.train.Method;
import org.tagline.train.Trainer;
import org.tagline.train.TrainingPlan;
import org.tagline.train.TrainingResult;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.loss.Losses;
import org.tagline.train.method.Methods;

/** Fine-tunes an encoder and keeps the weights of the best epoch. Not thread-safe. */
final class FineTuner implements Learner {
  private static final int LONGEST_WINDOW = 512;

  private final BaseEncoder base;
  private final TrainingPlan plan;
  private final @Nullable Path cache;

  FineTuner(FineTuningRecipe recipe) {
    this.base = recipe.encoder();
    this.plan = recipe.trainingPlan();
    this.cache = recipe.cache();
  }

  @Override
  public Learned learn(
      TrainingData data, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException {
    Engine.start();
    ModelLoader.Loaded loaded = load(data.tags());
    DocumentClassifier model = loaded.model();
    Tokenizer tokenizer = base.tokenizer();
    try {
      Method method = Methods.named(plan.method());
      method.check(plan, model);
      WindowPolicy policy = policy(model);
      listener.onStart(loaded.fresh(), data.weightsByTag(), data.films());
      listener.onWindows(policy.maxTokens());
      Precision precision = Precision.parse(plan.precision());
      Windower windower = new Windower(tokenizer, policy);
      List<Example> examples = examples(data, windower, listener);
      ValidationWindows validation =
          new ValidationWindows(
              ValidationFilms.of(data, plan.seed()), windower, new Inference(model, precision));
      Trainer trainer =
          new Trainer(
              model,
              method,
              loss(data),
              plan,
              data.validation().isEmpty() ? null : validation,
              checkpoints == null ? null : new Checkpoints(checkpoints),
              cache,
              new ListenerAdapter(listener));
      TrainingResult result = trainer.train(examples, resume);
      return new Learned(
          new TransformerModel(model, tokenizer, policy, plan.precision()),
          inputSpec(model, policy),
          ListenerAdapter.summary(result),
          validation.decide());
    } catch (IOException | RuntimeException e) {
      try (PointerScope scope = new PointerScope()) {
        model.close();
      }
      tokenizer.close();
      throw e;
    }
  }

  private ModelLoader.Loaded load(TagSet tags) throws IOException {
    Map<String, Tensor> stored = base.weights();
    if (!base.config().labels().equals(tags.names())) {
      // A head for other tags, or for the same tags in another order, is a bad starting point.
      stored.entrySet().removeIf(FineTuner::ofClassifier);
    }
    Engine.seed(plan.seed());
    return ModelLoader.load(base.config(), stored, base.pooling(), HeadKind.LINEAR, tags.size());
  }

  private static boolean ofClassifier(Map.Entry<String, Tensor> weight) {
    boolean head = weight.getKey().startsWith("classifier.");
    if (head) {
      weight.getValue().close();
    }
    return head;
  }

  private WindowPolicy policy(DocumentClassifier model) {
    int longest = Math.min(LONGEST_WINDOW, model.encoder().maxTokens());
    return WindowPolicy.parse(
        plan.windows(),
        plan.maxTokens() == 0 ? longest : Math.min(plan.maxTokens(), longest),
        plan.overlap());
  }

  private static List<Example> examples(
      TrainingData data, Windower windower, TaggerListener listener) {
    List<Example> examples = new ArrayList<>();
    for (Film film : data.train()) {
      examples.add(new Example(film.id(), windower.toTrainOn(film.text()), data.target(film)));
      listener.onFilms("reading", examples.size(), data.train().size());
    }
    return examples;
  }

  private Loss loss(TrainingData data) {
    float[] weights = new float[data.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) data.weights()[i];
    }
    double smoothing = plan.labelSmoothing();
    return data.task() == Task.SINGLE
        ? new CrossEntropy(weights, smoothing)
        : Losses.of(
            plan.loss(), new Losses.Tags(weights, data.counts(), data.train().size(), smoothing));
  }

  private InputSpec inputSpec(DocumentClassifier model, WindowPolicy policy) {
    return new InputSpec(
        model.pooling().id(),
        "mean",
        model.headKind().id(),
        policy.windows(),
        policy.maxTokens(),
        policy.overlap(),
        plan.precision());
  }
}
