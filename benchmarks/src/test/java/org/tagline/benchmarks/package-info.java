@NullMarked
package org.tagline.benchmarks;

import org.jspecify.annotations.NullMarked;
