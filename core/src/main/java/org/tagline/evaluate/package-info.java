/**
 * Evaluation of taggers: metrics with confidence intervals, the majority baseline, calibration and
 * thresholds. Works on plain arrays; no tensors.
 */
@NullMarked
package org.tagline.evaluate;

import org.jspecify.annotations.NullMarked;
