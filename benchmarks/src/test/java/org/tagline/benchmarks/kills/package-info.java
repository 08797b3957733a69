@NullMarked
package org.tagline.benchmarks.kills;

import org.jspecify.annotations.NullMarked;
