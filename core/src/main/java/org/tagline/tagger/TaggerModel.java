package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Model of a {@link Tagger}. Each {@link ModelKind} has an implementation, which reads texts,
 * scores tags and writes its files; everything else about a tagger is common to all kinds.
 *
 * <p>Thread-safe, except for {@link #close}, which frees native memory and must not run during a
 * prediction; {@link Tagger} sees to that.
 */
public interface TaggerModel extends AutoCloseable {

  ModelKind kind();

  /** Reads a text. The logits are computed on demand. */
  default Reading read(String text) {
    return read(text, Cancellation.NEVER);
  }

  /**
   * Reads a text. The logits are computed on demand.
   *
   * @param cancellation asked before each window, candidate or pass, here and in every method of
   *     the reading, which then throw {@link java.util.concurrent.CancellationException}
   */
  Reading read(String text, Cancellation cancellation);

  /** Returns the number of trained parameters. */
  long parameters();

  /** Returns the versions of the libraries that compute this model, by name. */
  default Map<String, String> versions() {
    return Map.of();
  }

  /** Returns the text of the model card about the origin of the model and how it reads. */
  ModelCard.Words words(TaggerInfo info);

  /**
   * Writes the files that {@link ModelKind#load} reads. The files that all kinds have in common
   * ({@code tagline.json}, split, model card, checksums) are written by {@link TaggerFolder}.
   *
   * @param part a new, empty folder
   */
  void write(Path part, TaggerInfo info) throws IOException;

  /**
   * Writes the model as {@code model.onnx}, with its tokenizer and configuration.
   *
   * @throws IllegalArgumentException if this kind of model cannot be exported
   */
  default void writeOnnx(Path part, TaggerInfo info, Quantization quantization) throws IOException {
    throw new IllegalArgumentException(
        "a tagger of kind " + kind().id() + " cannot be written as ONNX; use --format hub");
  }

  @Override
  void close();

  /** A text as a model read it, with its scores. For one thread. */
  interface Reading {

    /** Returns the number of windows that the text was read in. */
    int windows();

    /** Returns the number of tokens read. */
    int tokensRead();

    /** Returns the number of tokens of the whole text. */
    int tokensTotal();

    /** Returns the logits {@code [tags]}. */
    float[] logits();

    /**
     * Returns approximate logits (error about 0.2) if the model has a faster INT8 pass, otherwise
     * exact logits.
     */
    default float[] approximateLogits() {
      return logits();
    }

    /**
     * Returns the passages without which the logit of a tag would be lower, the strongest first.
     *
     * @param tag index of the tag
     * @param passages largest number of passages
     */
    List<Prediction.Evidence> evidence(int tag, int passages);
  }
}
