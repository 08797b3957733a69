/** Stored comparisons: their settings, figures and how they are read back. */
@NullMarked
package org.tagline.comparison;

import org.jspecify.annotations.NullMarked;
