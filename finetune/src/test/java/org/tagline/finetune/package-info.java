@NullMarked
package org.tagline.finetune;

import org.jspecify.annotations.NullMarked;
