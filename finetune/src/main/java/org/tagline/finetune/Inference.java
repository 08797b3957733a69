package org.tagline.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
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
import org.tagline.tagger.Cancellation;
import org.tagline.text.Window;

/**
 * Forward passes without gradients. Each film is computed separately, so that its logits do not
 * depend on other films; its windows are computed in parallel. Thread-safe.
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

  /** Returns the logits {@code [tags]} of a film. */
  float[] logits(List<Window> windows) {
    return logits(windows, Cancellation.NEVER);
  }

  /** Returns the logits {@code [tags]} of a film unless it is cancelled between two windows. */
  float[] logits(List<Window> windows, Cancellation cancellation) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = vectors(windows, cancellation);
      return workers.one(() -> scores(vectors));
    }
  }

  private float[] scores(Tensor vectors) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      return floats(logits(vectors));
    }
  }

  /** Returns the logits {@code [tags]} of a film whose window vectors the encoder provides. */
  float[] logits(List<Window> windows, WindowVectors encoder) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      return floats(logits(vectors(windows, encoder)));
    }
  }

  /** Returns the logits {@code [1, tags]} for the window vectors of a film. */
  Tensor logits(Tensor vectors) {
    return model.logits(vectors, new int[] {(int) vectors.size(0)}, pass);
  }

  /**
   * Returns the window vectors {@code [windows, hidden]} unless it is cancelled between two
   * windows. Requires an open scope and disabled gradients.
   */
  Tensor vectors(List<Window> windows, Cancellation cancellation) {
    Queue<Tensor> pieces = new ConcurrentLinkedQueue<>();
    Function<Window, Tensor> vector =
        window -> {
          Tensor piece = vector(window, cancellation);
          pieces.add(piece);
          return piece;
        };
    try {
      return joined(
          sameOnAllThreads()
              ? workers.balanced(windows, Window::size, vector)
              : workers.each(windows, vector));
    } finally {
      // Also those of a cancelled film, of which nobody else knows.
      pieces.forEach(Tensor::close);
    }
  }

  /**
   * Returns whether a window gives the same bits on all threads as on one. Integer sums always do;
   * floating-point sums do on up to two threads, beyond which libtorch adds short windows in
   * another order.
   */
  private boolean sameOnAllThreads() {
    return precision() == Precision.INT8 || Engine.threads() <= 2;
  }

  /** Returns the vector {@code [1, hidden]} of a window, owned by the caller. */
  private Tensor vector(Window window, Cancellation cancellation) {
    cancellation.check();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vector = model.windowVectors(List.of(window), pass);
      vector.retainReference();
      return vector;
    }
  }

  private Tensor vectors(List<Window> windows, WindowVectors encoder) {
    List<Tensor> pieces = new ArrayList<>();
    try {
      for (int from = 0; from < windows.size(); from += WINDOWS_AT_ONCE) {
        List<Window> piece =
            windows.subList(from, Math.min(windows.size(), from + WINDOWS_AT_ONCE));
        try (PointerScope scope = new PointerScope()) {
          Tensor vectors = encoder.of(piece, pass);
          vectors.retainReference();
          pieces.add(vectors);
        }
      }
      return joined(pieces);
    } finally {
      pieces.forEach(Tensor::close);
    }
  }

  private static Tensor joined(List<Tensor> pieces) {
    return torch.cat(new TensorVector(pieces.toArray(new Tensor[0])), 0);
  }

  static float[] floats(Tensor tensor) {
    Tensor contiguous = tensor.contiguous();
    float[] values = new float[Math.toIntExact(contiguous.numel())];
    contiguous.data_ptr_float().get(values);
    return values;
  }
}
