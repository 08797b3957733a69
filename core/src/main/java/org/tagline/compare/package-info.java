/** Comparison of taggers: significance tests, Pareto front and the choice of a winner. */
@NullMarked
package org.tagline.compare;

import org.jspecify.annotations.NullMarked;
