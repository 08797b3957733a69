/** Tensors and the arithmetic on them: threads, precision, linear layers, parameters. */
@NullMarked
package org.tagline.engine;

import org.jspecify.annotations.NullMarked;
