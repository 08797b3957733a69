/** The profile benchmark: time of a training step and of a prediction by operation. */
@NullMarked
package org.tagline.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
