package org.tagline.finetune;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.engine.WorkerPool;
import org.tagline.text.Window;

/**
 * Forward passes without gradients. A film is computed alone, so that its numbers do not depend on
 * which films came with it, and its windows side by side. Thread-safe.
 */
final class Inference {
  private static final int WINDOWS_AT_ONCE = 8;

  private final DocumentClassifier model;
  private final Pass pass;
  private final WorkerPool workers;

  Inference(DocumentClassifier model, Precision precision) {
    this.model = model;
    this.pass = Pass.inference(model.parameters(), precision);
    this.workers = WorkerPool.shared();
  }

  Precision precision() {
    return pass.precision();
  }

  Pass pass() {
    return pass;
  }

  /** {@code [tags]} logits of one film. */
  float[] logits(List<Window> windows) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = vectors(windows);
      return workers.one(() -> scores(vectors));
    }
  }

  private float[] scores(Tensor vectors) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      return floats(logits(vectors));
    }
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
    return joined(
        sameOnAllThreads()
            ? workers.balanced(windows, Window::size, this::vector)
            : workers.each(windows, this::vector));
  }

  /**
   * Whether a window has the same bits on all of this machine's threads as on one: sums of whole
   * numbers always, others up to two threads; from four on short windows are added up otherwise.
   */
  private boolean sameOnAllThreads() {
    return precision() == Precision.INT8 || Engine.threads() <= 2;
  }

  /** {@code [1, hidden]} of one window; belongs to the caller. */
  private Tensor vector(Window window) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vector = model.windowVectors(List.of(window), pass);
      vector.retainReference();
      return vector;
    }
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
    return joined(pieces);
  }

  private static Tensor joined(List<Tensor> pieces) {
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
