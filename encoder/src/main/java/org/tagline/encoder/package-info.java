/**
 * Transformer encoders with the parameter names of published checkpoints, and the classifier built
 * on an encoder: windows to vectors, their mean to a document vector, the document vector to
 * logits.
 */
@NullMarked
package org.tagline.encoder;

import org.jspecify.annotations.NullMarked;
