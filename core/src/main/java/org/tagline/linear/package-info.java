/**
 * The linear baseline: TF-IDF of words and pairs of words, and logistic regression over it. On a
 * few thousand films it is hard to beat, and it explains itself exactly.
 */
@NullMarked
package org.tagline.linear;

import org.jspecify.annotations.NullMarked;
