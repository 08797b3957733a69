/** Loss functions, one file each. */
@NullMarked
package org.tagline.train.loss;

import org.jspecify.annotations.NullMarked;
