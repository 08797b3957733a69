package org.tagline.base;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;
import org.tagline.text.Tokenizer;

/** A pretrained encoder that can be fine-tuned: its configuration, tokenizer and weights. */
public interface BaseEncoder {

  /** Returns the name by which users refer to it. */
  String id();

  /** Reads the configuration. */
  ModelConfig config() throws IOException;

  /** Returns the pooling of windows with which the base was trained. */
  WindowPooling pooling();

  /** Returns false for random weights, of which training only some layers is useless. */
  default boolean pretrained() {
    return true;
  }

  /** Creates a tokenizer, which the caller owns. */
  Tokenizer tokenizer() throws IOException;

  /** Reads all weights, which the caller owns. */
  Map<String, Tensor> weights() throws IOException;

  /**
   * Returns where the base comes from, for display, such as {@code Maven}, {@code folder} or {@code
   * hub cache}.
   */
  String origin();

  /** Returns its folder, or null if it has none. */
  default @Nullable Path location() {
    return null;
  }

  /** Returns the SPDX identifier of its licence, or {@code unknown}. */
  String licence();

  /** Returns the size of its weight files in bytes. */
  long bytes() throws IOException;
}
