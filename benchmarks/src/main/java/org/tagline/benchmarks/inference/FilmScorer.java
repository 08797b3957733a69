package org.tagline.benchmarks.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.base.BaseEncoder;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.engine.WorkerPool;
import org.tagline.evaluate.Choice;
import org.tagline.tagger.Tagger;
import org.tagline.text.Window;

/**
 * Computes the logits of films as a single-label tagger does: with the fastest arithmetic first,
 * and a second time with the exact one if the margin between the best two tags is small. Used by
 * one thread.
 */
public final class FilmScorer implements AutoCloseable {
  private final DocumentClassifier model;
  private final Pass exact;
  private final Pass fast;
  private int retries;

  /**
   * Loads the model on the threads that load a tagger.
   *
   * @param base encoder
   * @param tags number of tags of the head
   */
  public FilmScorer(BaseEncoder base, int tags) {
    this.model = WorkerPool.shared().onAllThreads(() -> load(base, tags));
    this.exact = Pass.inference(model.parameters(), Precision.fastest());
    this.fast = Pass.inference(model.parameters(), Precision.quickest("auto"));
  }

  private static DocumentClassifier load(BaseEncoder base, int tags) {
    try {
      return ModelLoader.load(
              base.config(), base.weights(), WindowPooling.MEAN, HeadKind.LINEAR, tags)
          .model();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the logits of a film, {@code [tags]}, from its windows. */
  public float[] logits(List<Window> windows) {
    float[] first = logits(windows, fast);
    if (fast.precision() == exact.precision() || Choice.lead(first) >= Tagger.MARGIN) {
      return first;
    }
    retries++;
    return logits(windows, exact);
  }

  @Override
  public void close() {
    model.close();
  }

  /** Returns the number of films that were computed a second time. */
  public int retries() {
    return retries;
  }

  private float[] logits(List<Window> windows, Pass pass) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = vectors(windows, pass);
      return WorkerPool.shared().one(() -> scores(vectors, windows.size(), pass));
    }
  }

  private float[] scores(Tensor vectors, int windows, Pass pass) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor logits = model.logits(vectors, new int[] {windows}, pass).contiguous();
      float[] values = new float[(int) logits.numel()];
      logits.data_ptr_float().get(values);
      return values;
    }
  }

  /** Computes the windows on several threads, as a tagger does. */
  private Tensor vectors(List<Window> windows, Pass pass) {
    List<Tensor> vectors =
        WorkerPool.shared().balanced(windows, Window::size, window -> vector(window, pass));
    try {
      return torch.cat(new TensorVector(vectors.toArray(new Tensor[0])), 0);
    } finally {
      vectors.forEach(Tensor::close);
    }
  }

  /** Returns a vector that the caller closes. */
  private Tensor vector(Window window, Pass pass) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vector = model.windowVectors(List.of(window), pass);
      vector.retainReference();
      return vector;
    }
  }
}
