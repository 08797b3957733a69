@NullMarked
package org.tagline.evaluate;

import org.jspecify.annotations.NullMarked;
