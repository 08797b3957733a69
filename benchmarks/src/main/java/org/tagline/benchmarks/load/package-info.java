/** The load benchmark: throughput, overload and shutdown of the server. */
@NullMarked
package org.tagline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
