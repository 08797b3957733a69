package org.tagline.train;

/** How fast the steps of this process were. */
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

  double secondsAStep() {
    return seconds / steps;
  }
}
