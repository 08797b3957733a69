/**
 * Linear baseline: logistic regression on TF-IDF vectors of words and word pairs. With a few
 * thousand training films it is hard to beat, and its explanations are exact.
 */
@NullMarked
package org.tagline.linear;

import org.jspecify.annotations.NullMarked;
