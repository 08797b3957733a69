/** The peers-training benchmark: speed and memory compared with Hugging Face Trainer. */
@NullMarked
package org.tagline.benchmarks.finetuning.speed;

import org.jspecify.annotations.NullMarked;
