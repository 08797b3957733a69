@NullMarked
package org.tagline.train.loss;

import org.jspecify.annotations.NullMarked;
