/** Fine-tuning tasks that Tagline and Hugging Face Trainer both run. */
@NullMarked
package org.tagline.benchmarks.finetuning;

import org.jspecify.annotations.NullMarked;
