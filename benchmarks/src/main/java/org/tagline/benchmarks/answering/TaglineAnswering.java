package org.tagline.benchmarks.answering;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.BaseEncoder;
import org.tagline.encoder.BaseEncoders;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.Pass;
import org.tagline.encoder.Precision;
import org.tagline.encoder.WindowPooling;
import org.tagline.text.Window;

/** Tagline's own engine. */
public final class TaglineAnswering implements Answering {
  private final DocumentClassifier model;
  private final Pass pass;

  private TaglineAnswering(Work work) throws Exception {
    BaseEncoder base = BaseEncoders.inFolder(work.model());
    model =
        ModelLoader.load(
                base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, work.tags())
            .model();
    pass = Pass.inference(model.parameters(), Precision.fastest());
  }

  /** Does the work given as the only argument. */
  public static void main(String[] arguments) throws Exception {
    Answering.run(arguments, TaglineAnswering::new);
  }

  @Override
  public float[] logits(int[][] ids) {
    List<Window> windows =
        Arrays.stream(ids)
            .map(
                window -> {
                  int[] zeros = new int[window.length];
                  return new Window(window, zeros, zeros, zeros);
                })
            .toList();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = model.windowVectors(windows, pass);
      Tensor logits = model.logits(vectors, new int[] {windows.size()}, pass).contiguous();
      float[] values = new float[(int) logits.numel()];
      logits.data_ptr_float().get(values);
      return values;
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
