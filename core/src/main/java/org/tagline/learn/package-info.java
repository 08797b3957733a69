/** Makes taggers: recipes, learners, threshold policy. */
@NullMarked
package org.tagline.learn;

import org.jspecify.annotations.NullMarked;
