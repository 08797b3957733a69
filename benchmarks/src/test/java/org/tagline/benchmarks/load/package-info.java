@NullMarked
package org.tagline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
