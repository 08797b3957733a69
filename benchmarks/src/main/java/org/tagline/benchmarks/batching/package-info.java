/** The batching benchmark: several texts in one pass compared with one pass per text. */
@NullMarked
package org.tagline.benchmarks.batching;

import org.jspecify.annotations.NullMarked;
