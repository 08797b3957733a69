@NullMarked
package org.tagline.benchmarks.finetuning;

import org.jspecify.annotations.NullMarked;
