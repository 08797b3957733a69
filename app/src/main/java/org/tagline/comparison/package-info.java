/** Comparisons as the catalogue stores them: settings, splits, runs and the result. */
@NullMarked
package org.tagline.comparison;

import org.jspecify.annotations.NullMarked;
