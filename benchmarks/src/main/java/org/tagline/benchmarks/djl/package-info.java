/** The same encoder and training step, written on DJL's public interface. */
@NullMarked
package org.tagline.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
