/** Fine-tuned encoders as kinds of model, alone or combined with a linear model. */
@NullMarked
package org.tagline.finetune;

import org.jspecify.annotations.NullMarked;
