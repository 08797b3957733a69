package org.tagline.base;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;
import org.tagline.text.Tokenizer;

/** An encoder that can be fine-tuned: where its configuration, tokenizer and weights come from. */
public interface BaseEncoder {

  /** The name users give, and that a tagger keeps as its origin. */
  String id();

  ModelConfig config() throws IOException;

  /** How this base's windows were pooled when it was trained. */
  WindowPooling pooling();

  /** Whether its weights have learned something; otherwise training a part of them is no use. */
  default boolean pretrained() {
    return true;
  }

  /** A fresh tokenizer, owned by the caller. */
  Tokenizer tokenizer() throws IOException;

  /** All weights as stored, owned by the caller. */
  Map<String, Tensor> weights() throws IOException;

  /** Where it comes from, for people: {@code Maven}, {@code folder} or {@code hub cache}. */
  String origin();

  /** Its folder, or null where it has none. */
  default @Nullable Path location() {
    return null;
  }

  /** SPDX identifier, or {@code unknown}. */
  String licence();

  /** Bytes of its weight files. */
  long bytes() throws IOException;
}
