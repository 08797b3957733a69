@NullMarked
package org.tagline.benchmarks.training;

import org.jspecify.annotations.NullMarked;
