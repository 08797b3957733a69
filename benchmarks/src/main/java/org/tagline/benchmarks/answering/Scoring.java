package org.tagline.benchmarks.answering;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Lanes;
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
      Tensor vectors = vectors(windows, pass);
      Tensor logits = model.logits(vectors, new int[] {windows.size()}, pass).contiguous();
      float[] values = new float[(int) logits.numel()];
      logits.data_ptr_float().get(values);
      return values;
    }
  }

  /** A window alone on all threads, several side by side on one each, as a tagger does it here. */
  private Tensor vectors(List<Window> windows, Pass pass) {
    if (windows.size() == 1) {
      return model.windowVectors(windows, pass);
    }
    List<Tensor> vectors = Lanes.shared().each(windows, window -> vector(window, pass));
    try {
      return torch.cat(new TensorVector(vectors.toArray(new Tensor[0])), 0);
    } finally {
      vectors.forEach(Tensor::close);
    }
  }

  /** Belongs to the caller. */
  private Tensor vector(Window window, Pass pass) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vector = model.windowVectors(List.of(window), pass);
      vector.retainReference();
      return vector;
    }
  }
}
