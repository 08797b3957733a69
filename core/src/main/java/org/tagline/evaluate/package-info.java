/**
 * How good a tagger is: figures with their intervals, the majority class beside them, calibration
 * and thresholds. Plain numbers in, plain numbers out; no tensors.
 */
@NullMarked
package org.tagline.evaluate;

import org.jspecify.annotations.NullMarked;
