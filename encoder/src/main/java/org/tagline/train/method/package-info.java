/** Which weights a training moves, one file each. */
@NullMarked
package org.tagline.train.method;

import org.jspecify.annotations.NullMarked;
