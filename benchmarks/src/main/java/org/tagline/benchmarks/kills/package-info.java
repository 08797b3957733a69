/** Kills imports, trainings and servers at random moments and counts what is lost. */
@NullMarked
package org.tagline.benchmarks.kills;

import org.jspecify.annotations.NullMarked;
