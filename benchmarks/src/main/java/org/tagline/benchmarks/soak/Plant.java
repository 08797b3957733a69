package org.tagline.benchmarks.soak;

import java.util.List;
import java.util.Locale;

/** A leak that is planted into the server's process to prove that the soak finds it. */
enum Plant {
  /** Keeps a megabyte of heap each time. */
  MEMORY(Gauge.RESIDENT, Gauge.LIVE_HEAP),
  /** Opens a file each time. */
  DESCRIPTORS(Gauge.DESCRIPTORS),
  /** Starts a thread each time. */
  THREADS(Gauge.THREADS);

  private final List<Gauge> shownBy;

  Plant(Gauge... shownBy) {
    this.shownBy = List.of(shownBy);
  }

  /** Returns the gauges that show this leak; each of them is enough to find it. */
  List<Gauge> shownBy() {
    return shownBy;
  }

  /** Returns the name as it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
