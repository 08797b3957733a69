/** Answering beside other runtimes: latency, throughput, memory and agreement on the same model. */
@NullMarked
package org.tagline.benchmarks.answering;

import org.jspecify.annotations.NullMarked;
