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

/** Builds classifiers from checkpoints, or with fresh weights. */
public final class ModelLoader {

  private ModelLoader() {}

  /**
   * A classifier and the names of its fresh weights.
   *
   * @param model the classifier, which owns its weights
   * @param fresh the names of the weights that the checkpoint did not provide
   */
  public record Loaded(DocumentClassifier model, List<String> fresh) {}

  /**
   * Builds a classifier from a checkpoint. Takes ownership of the tensors and closes those that it
   * does not need.
   *
   * <p>Head weights that are missing or of another shape are drawn from the generator seeded by
   * {@link Engine#seed}.
   *
   * @param config the model's configuration
   * @param checkpoint the checkpoint's tensors by name
   * @param pooling the pooling of a window's tokens
   * @param headKind the kind of head
   * @param tags the number of tags
   * @throws IllegalArgumentException if an encoder weight is missing or of another shape
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
            "the checkpoint has no "
                + spec.name()
                + ", which a "
                + config.modelType()
                + " model needs");
      }
      if (!Arrays.equals(tensor.shape(), spec.shape())) {
        throw new IllegalArgumentException(
            spec.name()
                + " has shape "
                + Arrays.toString(tensor.shape())
                + " in the checkpoint, but config.json requires "
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

  /**
   * Builds a classifier whose weights are all drawn from the generator seeded by {@link
   * Engine#seed}.
   */
  public static DocumentClassifier fresh(
      ModelConfig config, WindowPooling pooling, HeadKind headKind, int tags) {
    List<ParameterSpec> specs = new ArrayList<>(Architectures.of(config).encoderParameters(config));
    specs.addAll(headKind.parameters(config, tags));
    Parameters parameters = Parameters.fresh(specs, config.number("initializer_range", 0.02));
    return new DocumentClassifier(config, pooling, headKind, parameters);
  }

  /** Maps old names, and those of wrapped models and bare encoders, to the published names. */
  private static Map<String, Tensor> renamed(Architecture architecture, Map<String, Tensor> raw) {
    String prefix = architecture.prefix();
    Map<String, Tensor> current = new LinkedHashMap<>();
    raw.forEach((name, tensor) -> current.put(currentName(name), tensor));
    if (current.keySet().stream().anyMatch(name -> name.startsWith(prefix))) {
      return current;
    }
    Map<String, Tensor> prefixed = new LinkedHashMap<>();
    current.forEach((name, tensor) -> prefixed.put(isHead(name) ? name : prefix + name, tensor));
    return prefixed;
  }

  /** Removes a wrapper's {@code module.} and replaces old names of LayerNorm weights. */
  private static String currentName(String name) {
    return name.replaceFirst("^module\\.", "")
        .replaceFirst("\\.gamma$", ".weight")
        .replaceFirst("\\.beta$", ".bias");
  }

  private static boolean isHead(String name) {
    return name.startsWith("classifier.") || name.startsWith("pre_classifier.");
  }
}
