/** Fine-tuning: batches, schedule, optimizer, checkpoints, progress. */
@NullMarked
package org.tagline.train;

import org.jspecify.annotations.NullMarked;
