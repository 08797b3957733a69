/** A cache on disk of the window vectors that unchanged layers compute. */
@NullMarked
package org.tagline.train.cache;

import org.jspecify.annotations.NullMarked;
