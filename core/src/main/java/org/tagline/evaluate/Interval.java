package org.tagline.evaluate;

/** 95 % confidence interval, including both ends. */
public record Interval(double low, double high) {
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
