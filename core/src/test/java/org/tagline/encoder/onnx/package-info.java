@NullMarked
package org.tagline.encoder.onnx;

import org.jspecify.annotations.NullMarked;
