package org.tagline.encoder;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.text.Tokenizer;

/** An encoder that can be fine-tuned: where its configuration, tokenizer and weights come from. */
public interface BaseEncoder {

  /** The name users give, and that a tagger keeps as its origin. */
  String id();

  ModelConfig config() throws IOException;

  /** How this base's windows were pooled when it was trained. */
  WindowPooling pooling();

  /** A fresh tokenizer, owned by the caller. */
  Tokenizer tokenizer() throws IOException;

  /** All weights as stored, owned by the caller. */
  Map<String, Tensor> weights() throws IOException;

  /** Where it lies, for people: {@code Maven} or a folder. */
  String origin();

  /** SPDX identifier, or {@code unknown}. */
  String licence();

  /** Bytes of its weight files. */
  long bytes() throws IOException;
}
