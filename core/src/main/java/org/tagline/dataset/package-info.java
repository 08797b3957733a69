/**
 * Films and what is computed on them before any model: cleaning, profile, splits, class weights.
 */
@NullMarked
package org.tagline.dataset;

import org.jspecify.annotations.NullMarked;
