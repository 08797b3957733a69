/** Window vectors of layers that do not change, kept from one training to the next. */
@NullMarked
package org.tagline.train.cache;

import org.jspecify.annotations.NullMarked;
