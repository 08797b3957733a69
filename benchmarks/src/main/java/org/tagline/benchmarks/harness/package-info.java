/** Shared parts of all benchmarks: options, rounds, fresh processes, machine facts and reports. */
@NullMarked
package org.tagline.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
