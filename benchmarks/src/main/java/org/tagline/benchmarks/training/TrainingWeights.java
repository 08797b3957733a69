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

/** Writes the initial weights of all contenders: MiniLM and a classifier with random weights. */
public final class TrainingWeights {
  private static final long SEED = 17;

  private TrainingWeights() {}

  /**
   * Writes to the file given in this process's arguments, which must not exist, and prints its
   * path.
   */
  public static void main(String[] arguments) throws IOException {
    Path file = FreshProcess.task(arguments, Path.class);
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
    FreshProcess.printResult(file);
  }

  /** Returns the encoder that is trained. */
  static BaseEncoder base() {
    return BaseEncoders.resolve(BaseEncoders.DEFAULT);
  }
}
