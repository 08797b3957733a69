package org.tagline.train.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.Architecture;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.engine.Engine;
import org.tagline.engine.LoraAdapter;
import org.tagline.engine.Parameters;
import org.tagline.train.Method;
import org.tagline.train.Seeds;
import org.tagline.train.TrainingPlan;

/**
 * LoRA (Hu et al., 2021, https://arxiv.org/abs/2106.09685): trains low-rank additions to linear
 * layers of the encoder and the whole head. The encoder's own weights do not change until the
 * additions are merged into them at the end.
 */
public final class LoraMethod implements Method {
  /** The target that stands for every linear layer of the encoder. */
  static final String ALL_LINEAR = "all-linear";

  /** Separates the random numbers of the adapter from those of the steps. */
  private static final long ADAPTER = -2;

  @Override
  public String id() {
    return "lora";
  }

  @Override
  public void check(TrainingPlan plan, DocumentClassifier model) {
    UpperLayers.check(plan, model);
    modules(plan, model);
  }

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path cache)
      throws IOException {
    UpperLayers upper = UpperLayers.open(model, plan, cache);
    List<String> head = model.headWeights();
    model.parameters().requireGradients(head::contains);
    Engine.seed(Seeds.of(plan.seed(), ADAPTER));
    LoraAdapter adapter =
        LoraAdapter.fresh(
            plan.loraRank(),
            plan.loraAlpha(),
            plan.loraDropout(),
            model.parameters(),
            modules(plan, model).stream().filter(m -> upper.trains(m + ".weight")).toList());
    model.parameters().attach(adapter);
    adapter.asMap().values().forEach(weight -> weight.requires_grad_(true));
    Map<String, Tensor> trained = new LinkedHashMap<>(adapter.asMap());
    head.forEach(name -> trained.put(name, model.parameters().get(name)));
    return new LoraSession(upper, trained, model.parameters(), adapter);
  }

  /** Returns the linear layers whose names end with one of the plan's targets. */
  private static List<String> modules(TrainingPlan plan, DocumentClassifier model) {
    Architecture architecture = Architectures.of(model.config());
    List<String> all = architecture.linearModules(model.config());
    if (plan.loraTargets().equals(ALL_LINEAR)) {
      return all;
    }
    List<String> targets =
        plan.loraTargets().equals(TrainingPlan.LORA_ATTENTION)
            ? architecture.queryAndValue()
            : Arrays.asList(plan.loraTargets().split(","));
    for (String target : targets) {
      if (all.stream().noneMatch(module -> isCalled(module, target))) {
        throw new IllegalArgumentException(
            "this base has no linear layer called \""
                + target
                + "\" that LoRA could adapt; it has "
                + String.join(", ", all.stream().map(LoraMethod::lastName).distinct().toList())
                + ", or all-linear for all of them");
      }
    }
    return all.stream().filter(m -> targets.stream().anyMatch(t -> isCalled(m, t))).toList();
  }

  private static boolean isCalled(String module, String target) {
    return module.equals(target) || module.endsWith("." + target);
  }

  private static String lastName(String module) {
    return module.substring(module.lastIndexOf('.') + 1);
  }

  private static final class LoraSession extends UpperSession {
    private final Parameters model;
    private final LoraAdapter adapter;

    LoraSession(
        UpperLayers upper, Map<String, Tensor> trained, Parameters model, LoraAdapter adapter) {
      super(upper, trained);
      this.model = model;
      this.adapter = adapter;
    }

    @Override
    public void finish() {
      adapter.asMap().values().forEach(weight -> weight.requires_grad_(false));
      model.mergeAdapter();
    }
  }
}
