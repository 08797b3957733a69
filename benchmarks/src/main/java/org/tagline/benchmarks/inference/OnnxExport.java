package org.tagline.benchmarks.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.onnx.OnnxModel;
import org.tagline.onnx.Products;

/** Writes the graphs that ONNX Runtime is measured with. */
public final class OnnxExport {

  private OnnxExport() {}

  /**
   * What to export.
   *
   * @param model folder in the hub's layout
   * @param tags of its head
   * @param fp32 file to write
   * @param int8 file to write
   */
  record Order(Path model, int tags, Path fp32, Path int8) {}

  /** Does the {@link Order} given as the only argument and prints it. */
  public static void main(String[] arguments) throws IOException {
    Order order = new ObjectMapper().readValue(arguments[0], Order.class);
    BaseEncoder base = BaseEncoders.inFolder(order.model());
    OnnxModel.Probabilities softmax = new OnnxModel.Probabilities(true, 1);
    try (DocumentClassifier model =
        ModelLoader.load(
                base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, order.tags())
            .model()) {
      OnnxModel.write(order.fp32(), model, Products.FP32, softmax, Map.of());
      OnnxModel.write(order.int8(), model, Products.INT8, softmax, Map.of());
    }
    FreshProcess.answer(order);
  }
}
