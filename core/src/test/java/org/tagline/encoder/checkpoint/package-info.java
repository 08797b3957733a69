@NullMarked
package org.tagline.encoder.checkpoint;

import org.jspecify.annotations.NullMarked;
