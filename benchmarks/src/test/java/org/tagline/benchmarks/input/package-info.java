@NullMarked
package org.tagline.benchmarks.input;

import org.jspecify.annotations.NullMarked;
