/** Tagline's side of the comparison, through its own training path. */
@NullMarked
package org.tagline.benchmarks.tagline;

import org.jspecify.annotations.NullMarked;
