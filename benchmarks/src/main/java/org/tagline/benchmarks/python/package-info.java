/** The Python programs that Tagline is compared with. */
@NullMarked
package org.tagline.benchmarks.python;

import org.jspecify.annotations.NullMarked;
