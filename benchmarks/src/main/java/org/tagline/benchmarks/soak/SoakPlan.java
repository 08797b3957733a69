package org.tagline.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a soak.
 *
 * @param length duration of the load
 * @param perSecond requests per second of all well-behaved clients together
 * @param clients number of well-behaved clients
 * @param taggers names of the taggers that are served, the default first
 * @param database JDBC URL of a PostgreSQL catalogue, or null for an embedded one
 * @param plants leaks to plant into the server's process
 * @param leakEvery time from one planted leak to the next
 * @param filmsPerImport number of films that each import beside the load writes
 */
record SoakPlan(
    Duration length,
    double perSecond,
    int clients,
    List<String> taggers,
    @Nullable String database,
    List<Plant> plants,
    Duration leakEvery,
    int filmsPerImport) {
  /** Share of the length before the judged part: caches fill and code is compiled. */
  private static final double WARM_UP = 0.25;

  private static final int SAMPLES = 120;
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(15);

  /** Imports with new films; later ones change their texts, so that the catalogue stops growing. */
  static final int NEW_IMPORTS = 5;

  double warmUpSeconds() {
    return WARM_UP * length.toMillis() / 1000;
  }

  /** Returns whether the soak is long enough to judge the heap, which is costly to read. */
  boolean judgesHeap() {
    return length.toSeconds() - warmUpSeconds() >= Gauge.LIVE_HEAP.shortest();
  }

  /** Returns the time from one sample to the next. */
  Duration interval() {
    Duration even = length.dividedBy(SAMPLES);
    return even.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : even;
  }

  /** Returns the time from one import to the next; all new films arrive during the warm-up. */
  Duration importPause() {
    return Duration.ofMillis(Math.round(warmUpSeconds() * 1000 / (NEW_IMPORTS + 1)));
  }
}
