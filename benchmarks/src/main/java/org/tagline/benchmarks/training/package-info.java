/** The training benchmark: training steps compared with DJL and with the machine's limit. */
@NullMarked
package org.tagline.benchmarks.training;

import org.jspecify.annotations.NullMarked;
