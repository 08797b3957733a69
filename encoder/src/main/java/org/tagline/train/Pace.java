package org.tagline.train;

/** Measures the speed of the steps run by this process. */
final class Pace {
  private long steps;
  private long windows;
  private double seconds;

  void add(int moreWindows, double moreSeconds) {
    steps++;
    windows += moreWindows;
    seconds += moreSeconds;
  }

  double windowsPerSecond() {
    return windows / seconds;
  }

  double secondsPerStep() {
    return seconds / steps;
  }
}
