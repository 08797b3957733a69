@NullMarked
package org.tagline.train;

import org.jspecify.annotations.NullMarked;
