/** Where the time of a training step and of a prediction goes, operation by operation. */
@NullMarked
package org.tagline.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
