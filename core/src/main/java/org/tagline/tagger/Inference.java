package org.tagline.tagger;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Pass;
import org.tagline.encoder.Precision;
import org.tagline.text.Window;
import org.tagline.train.WindowVectors;

/**
 * Forward passes without gradients. A film is computed alone, in pieces of bounded size, so that
 * its numbers do not depend on which films came with it. Thread-safe.
 */
final class Inference {
  private static final int WINDOWS_AT_ONCE = 8;

  private final DocumentClassifier model;
  private final Pass pass;

  Inference(DocumentClassifier model, Precision precision) {
    this.model = model;
    this.pass = Pass.inference(model.parameters(), precision);
  }

  Pass pass() {
    return pass;
  }

  /** {@code [tags]} logits of one film. */
  float[] logits(List<Window> windows) {
    return logits(windows, model::windowVectors);
  }

  /** {@code [tags]} logits of one film whose windows' vectors come from there. */
  float[] logits(List<Window> windows, WindowVectors encoder) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      return floats(logits(vectors(windows, encoder)));
    }
  }

  /** {@code [1, tags]} logits of one film's window vectors. */
  Tensor logits(Tensor vectors) {
    return model.logits(vectors, new int[] {(int) vectors.size(0)}, pass);
  }

  /** {@code [windows, hidden]}; for callers with an open scope and no gradients. */
  Tensor vectors(List<Window> windows) {
    return vectors(windows, model::windowVectors);
  }

  private Tensor vectors(List<Window> windows, WindowVectors encoder) {
    List<Tensor> pieces = new ArrayList<>();
    for (int from = 0; from < windows.size(); from += WINDOWS_AT_ONCE) {
      List<Window> piece = windows.subList(from, Math.min(windows.size(), from + WINDOWS_AT_ONCE));
      try (PointerScope scope = new PointerScope()) {
        Tensor vectors = encoder.of(piece, pass);
        vectors.retainReference();
        pieces.add(vectors);
      }
    }
    try {
      return torch.cat(new TensorVector(pieces.toArray(new Tensor[0])), 0);
    } finally {
      pieces.forEach(Tensor::close);
    }
  }

  static float[] floats(Tensor tensor) {
    Tensor contiguous = tensor.contiguous();
    float[] values = new float[Math.toIntExact(contiguous.numel())];
    contiguous.data_ptr_float().get(values);
    return values;
  }
}
