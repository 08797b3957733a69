/** Fine-tuning beside Python's: the same films, windows, weights and plan on both sides. */
@NullMarked
package org.tagline.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
