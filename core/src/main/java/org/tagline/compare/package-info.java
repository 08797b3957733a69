/** Which of several taggers is better, and whether that is more than noise. Pure arithmetic. */
@NullMarked
package org.tagline.compare;

import org.jspecify.annotations.NullMarked;
