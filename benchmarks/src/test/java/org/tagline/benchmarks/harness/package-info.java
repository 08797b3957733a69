@NullMarked
package org.tagline.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
