@NullMarked
package org.tagline.encoder;

import org.jspecify.annotations.NullMarked;
