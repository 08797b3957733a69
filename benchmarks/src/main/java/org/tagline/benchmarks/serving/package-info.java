/** The serving benchmark: latency of one long synopsis compared with a FastAPI server. */
@NullMarked
package org.tagline.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
