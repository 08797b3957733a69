package org.tagline.benchmarks.profile;

/**
 * The milliseconds of a training step.
 *
 * @param forward time of the forward pass
 * @param backward time of the backward pass
 * @param clipping time of clipping the gradients
 * @param optimizer time of the AdamW step
 */
record StepTime(double forward, double backward, double clipping, double optimizer) {

  double sum() {
    return forward + backward + clipping + optimizer;
  }
}
