/** Training of taggers: recipes, learners and the threshold policy. */
@NullMarked
package org.tagline.learn;

import org.jspecify.annotations.NullMarked;
