@NullMarked
package org.tagline.checkpoint;

import org.jspecify.annotations.NullMarked;
