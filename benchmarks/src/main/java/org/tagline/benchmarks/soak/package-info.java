/** The soak: mixed load on one server for a long time, and whether anything grows. */
@NullMarked
package org.tagline.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
