package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What answers inside a {@link Tagger}. Each {@link ModelKind} has its own way to read a text, to
 * score its tags and to lie in a folder; everything else about a tagger is the same for all.
 *
 * <p>Thread-safe; {@link #close} frees what it owns and must wait for running readings.
 */
public interface TaggerModel extends AutoCloseable {

  ModelKind kind();

  /** Reads a text and scores the tags. */
  Reading read(String text);

  /** Numbers that were learned. */
  long parameters();

  /** Versions of the libraries that compute this model, by name. */
  default Map<String, String> versions() {
    return Map.of();
  }

  /** What the model card says: where the model comes from, and how it reads. */
  ModelCard.Words words(TaggerInfo info);

  /**
   * Writes the model's own files, so that {@link ModelKind#load} finds them. What every tagger has
   * ({@code tagline.json}, the split, the card, the checksums) is written by {@link TaggerFolder}.
   *
   * @param part a new folder; folders may be made in it
   */
  void write(Path part, TaggerInfo info) throws IOException;

  /**
   * Writes the model as {@code model.onnx}, with what a reader of texts needs beside it.
   *
   * @throws IllegalArgumentException if there is no graph for this kind of model
   */
  default void writeOnnx(Path part, TaggerInfo info, Quantization quantization) throws IOException {
    throw new IllegalArgumentException(
        "a tagger of kind " + kind().id() + " cannot be written as ONNX; use --format hub");
  }

  @Override
  void close();

  /** What a model made of one text. */
  interface Reading {

    /** Pieces that the text was read in. */
    int windows();

    /** Tokens of the text that were read. */
    int tokensRead();

    /** Tokens of the whole text. */
    int tokensTotal();

    /** {@code [tags]} scores before softmax or sigmoid. */
    float[] logits();

    /** The same to a tenth or two, where a model has a faster way to them. */
    default float[] quickLogits() {
      return logits();
    }

    /** The passages without which the tag's logit would be lower, the strongest first. */
    List<Prediction.Evidence> evidence(int tag, int passages);
  }
}
