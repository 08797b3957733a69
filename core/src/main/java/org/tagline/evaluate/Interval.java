package org.tagline.evaluate;

/** A range that holds a figure with 95 % confidence, both ends included. */
public record Interval(double low, double high) {
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
