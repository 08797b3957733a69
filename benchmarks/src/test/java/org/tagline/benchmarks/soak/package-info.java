@NullMarked
package org.tagline.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
