/** Whole-process benchmarks: Tagline compared with other tools in one run. */
@NullMarked
package org.tagline.benchmarks;

import org.jspecify.annotations.NullMarked;
