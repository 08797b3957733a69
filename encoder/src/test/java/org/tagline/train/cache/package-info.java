@NullMarked
package org.tagline.train.cache;

import org.jspecify.annotations.NullMarked;
