package org.tagline.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Engine;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Parameters;

/** Puts a checkpoint's tensors under the names and shapes that an architecture needs. */
public final class ModelLoader {

  private ModelLoader() {}

  /**
   * A classifier and what of it is new.
   *
   * @param model owns its weights
   * @param fresh names of the weights that no checkpoint provided
   */
  public record Loaded(DocumentClassifier model, List<String> fresh) {}

  /**
   * Builds a classifier from a checkpoint; takes over the tensors and closes those it has no use
   * for.
   *
   * <p>Weights of the head that are missing or made for another number of tags begin fresh, from
   * the generator seeded by {@link Engine#seed}. A missing weight of the encoder, or one of another
   * shape, is refused by name with an IllegalArgumentException.
   */
  public static Loaded load(
      ModelConfig config,
      Map<String, Tensor> checkpoint,
      WindowPooling pooling,
      HeadKind headKind,
      int tags) {
    Architecture architecture = Architectures.of(config);
    Map<String, Tensor> stored = renamed(architecture, checkpoint);
    double range = config.number("initializer_range", 0.02);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<String> fresh = new ArrayList<>();
    for (ParameterSpec spec : architecture.encoderParameters(config)) {
      Tensor tensor = stored.remove(spec.name());
      if (tensor == null) {
        throw new IllegalArgumentException(
            "the checkpoint lacks " + spec.name() + ", which a " + config.modelType() + " needs");
      }
      if (!Arrays.equals(tensor.shape(), spec.shape())) {
        throw new IllegalArgumentException(
            spec.name()
                + " is "
                + Arrays.toString(tensor.shape())
                + " in the checkpoint but config.json asks for "
                + Arrays.toString(spec.shape()));
      }
      tensors.put(spec.name(), tensor);
    }
    for (ParameterSpec spec : headKind.parameters(config, tags)) {
      Tensor tensor = stored.get(spec.name());
      if (tensor != null && Arrays.equals(tensor.shape(), spec.shape())) {
        tensors.put(spec.name(), tensor);
        stored.remove(spec.name());
      } else {
        tensors.put(spec.name(), Parameters.fresh(spec, range));
        fresh.add(spec.name());
      }
    }
    stored.values().forEach(Tensor::close);
    return new Loaded(
        new DocumentClassifier(config, pooling, headKind, new Parameters(tensors)), fresh);
  }

  /** A classifier of that configuration with nothing but fresh weights. */
  public static DocumentClassifier fresh(
      ModelConfig config, WindowPooling pooling, HeadKind headKind, int tags) {
    List<ParameterSpec> specs = new ArrayList<>(Architectures.of(config).encoderParameters(config));
    specs.addAll(headKind.parameters(config, tags));
    Parameters parameters = Parameters.fresh(specs, config.number("initializer_range", 0.02));
    return new DocumentClassifier(config, pooling, headKind, parameters);
  }

  /** Old names, wrapped models' and bare encoders' names brought to the published ones. */
  private static Map<String, Tensor> renamed(Architecture architecture, Map<String, Tensor> raw) {
    String prefix = architecture.prefix();
    Map<String, Tensor> modern = new LinkedHashMap<>();
    raw.forEach((name, tensor) -> modern.put(modern(name), tensor));
    if (modern.keySet().stream().anyMatch(name -> name.startsWith(prefix))) {
      return modern;
    }
    Map<String, Tensor> prefixed = new LinkedHashMap<>();
    modern.forEach((name, tensor) -> prefixed.put(isHead(name) ? name : prefix + name, tensor));
    return prefixed;
  }

  /** Without a wrapper's {@code module.}, and LayerNorm's weights by the names of today. */
  private static String modern(String name) {
    return name.replaceFirst("^module\\.", "")
        .replaceFirst("\\.gamma$", ".weight")
        .replaceFirst("\\.beta$", ".bias");
  }

  private static boolean isHead(String name) {
    return name.startsWith("classifier.") || name.startsWith("pre_classifier.");
  }
}
