package org.tagline.train;

/**
 * Linear warm-up from 0 to the peak, then linear decay to 0, like {@code
 * get_linear_schedule_with_warmup} of transformers.
 *
 * @param peak highest learning rate
 * @param warmupSteps number of steps until the peak
 * @param totalSteps number of steps until 0
 */
public record LinearSchedule(double peak, long warmupSteps, long totalSteps) {

  /** Returns the learning rate of a step, counted from 0. */
  public double rate(long step) {
    if (step < warmupSteps) {
      return peak * step / Math.max(1, warmupSteps);
    }
    return peak * Math.max(0, totalSteps - step) / Math.max(1, totalSteps - warmupSteps);
  }
}
