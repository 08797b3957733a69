/**
 * Transformer encoders with the parameter names of the published checkpoints, and the classifier
 * built on one: windows to vectors, vectors to a document, a document to logits.
 */
@NullMarked
package org.tagline.encoder;

import org.jspecify.annotations.NullMarked;
