/** The answering benchmark: predictions compared with ONNX Runtime on the same weights. */
@NullMarked
package org.tagline.benchmarks.inference;

import org.jspecify.annotations.NullMarked;
