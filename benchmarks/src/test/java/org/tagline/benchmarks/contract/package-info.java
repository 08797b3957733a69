@NullMarked
package org.tagline.benchmarks.contract;

import org.jspecify.annotations.NullMarked;
