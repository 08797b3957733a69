/** A fine-tuned classifier as an ONNX graph, for runtimes that know nothing of Tagline. */
@NullMarked
package org.tagline.onnx;

import org.jspecify.annotations.NullMarked;
