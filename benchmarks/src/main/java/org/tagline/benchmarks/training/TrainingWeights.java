package org.tagline.benchmarks.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.input.EncoderShape;
import org.tagline.checkpoint.Safetensors;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.engine.Engine;

/** Writes the weights that all contenders start from: MiniLM's own, and a seeded classifier. */
public final class TrainingWeights {
  private static final long SEED = 17;

  private TrainingWeights() {}

  /**
   * Writes to the file given as the only argument, which must not exist, and prints where it is.
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Engine.seed(SEED);
    BaseEncoder base = base();
    try (DocumentClassifier model =
        ModelLoader.load(
                base.config(),
                base.weights(),
                base.pooling(),
                HeadKind.LINEAR,
                EncoderShape.MINILM_L6.labels())
            .model()) {
      Safetensors.write(file, model.parameters().asMap(), Map.of());
    }
    FreshProcess.answer(file);
  }

  static BaseEncoder base() {
    return BaseEncoders.resolve(BaseEncoders.DEFAULT);
  }
}
