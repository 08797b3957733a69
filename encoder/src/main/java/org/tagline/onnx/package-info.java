/** Export of a fine-tuned classifier as an ONNX graph, for other runtimes. */
@NullMarked
package org.tagline.onnx;

import org.jspecify.annotations.NullMarked;
