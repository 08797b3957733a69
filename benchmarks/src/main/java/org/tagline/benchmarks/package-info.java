/** Whole-process comparisons: what a step of training and an import cost, beside other tools. */
@NullMarked
package org.tagline.benchmarks;

import org.jspecify.annotations.NullMarked;
