/** Inputs of several benchmarks: films with one tag, their tokens, and the encoder's sizes. */
@NullMarked
package org.tagline.benchmarks.input;

import org.jspecify.annotations.NullMarked;
