@NullMarked
package org.tagline.onnx;

import org.jspecify.annotations.NullMarked;
