/** The peers-quality benchmark: macro-F1 compared with Hugging Face Trainer on several splits. */
@NullMarked
package org.tagline.benchmarks.finetuning.quality;

import org.jspecify.annotations.NullMarked;
