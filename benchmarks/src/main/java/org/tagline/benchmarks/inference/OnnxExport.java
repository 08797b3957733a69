package org.tagline.benchmarks.inference;

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

/** Writes the graphs that ONNX Runtime runs. */
public final class OnnxExport {

  private OnnxExport() {}

  /**
   * The graphs to write.
   *
   * @param model folder in the layout of the Hugging Face hub
   * @param tags number of tags of the head
   * @param fp32 file for the float32 graph
   * @param int8 file for the INT8 graph
   */
  record ExportTask(Path model, int tags, Path fp32, Path int8) {}

  /** Runs an {@link ExportTask} in this process and prints the task. */
  public static void main(String[] arguments) throws IOException {
    ExportTask task = FreshProcess.task(arguments, ExportTask.class);
    BaseEncoder base = BaseEncoders.inFolder(task.model());
    OnnxModel.Probabilities softmax = new OnnxModel.Probabilities(true, 1);
    try (DocumentClassifier model =
        ModelLoader.load(
                base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, task.tags())
            .model()) {
      OnnxModel.write(task.fp32(), model, Products.FP32, softmax, Map.of());
      OnnxModel.write(task.int8(), model, Products.INT8, softmax, Map.of());
    }
    FreshProcess.printResult(task);
  }
}
