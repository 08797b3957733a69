package org.tagline.benchmarks.answering;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Pass;
import org.tagline.encoder.Precision;
import org.tagline.evaluate.Choice;
import org.tagline.tagger.Tagger;
import org.tagline.text.Window;

/** Scores windows as a tagger of exclusive tags does: close calls of a quick try a second time. */
final class Scoring {
  private final DocumentClassifier model;
  private final Pass exact;
  private final Pass quick;
  private int again;

  /** Does not own the model. */
  Scoring(DocumentClassifier model) {
    this.model = model;
    this.exact = Pass.inference(model.parameters(), Precision.fastest());
    this.quick = Pass.inference(model.parameters(), Precision.quickest("auto"));
  }

  /** {@code [tags]} logits of a film's windows. */
  float[] logits(List<Window> windows) {
    float[] tried = logits(windows, quick);
    if (quick.precision() == exact.precision() || Choice.lead(tried) >= Tagger.CLOSE) {
      return tried;
    }
    again++;
    return logits(windows, exact);
  }

  /** How many films were computed twice. */
  int again() {
    return again;
  }

  private float[] logits(List<Window> windows, Pass pass) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = model.windowVectors(windows, pass);
      Tensor logits = model.logits(vectors, new int[] {windows.size()}, pass).contiguous();
      float[] values = new float[(int) logits.numel()];
      logits.data_ptr_float().get(values);
      return values;
    }
  }
}
