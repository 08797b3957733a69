package org.tagline.benchmarks.soak;

/** A figure of the server's process that is sampled from outside during the soak. */
enum Gauge {
  RESIDENT("resident memory, MB", 1, 48, 60),
  LIVE_HEAP("live heap after a full collection, MB", 1, 12, 60),
  DESCRIPTORS("file descriptors", 0, 8, 0),
  THREADS("threads", 0, 8, 0),
  TEMPORARY_FILES("temporary files", 0, 8, 0),
  TEMPORARY_BYTES("temporary files, MB", 1, 16, 0),
  WRITE_AHEAD_LOG("write-ahead log, MB", 1, 16, 0),
  DATABASE("database, MB", 1),
  LOG("log, MB", 2),
  PROCESSOR("processor, cores", 2);

  /** Growth of a gauge that grows with the work done. */
  private static final double ANY = Double.POSITIVE_INFINITY;

  private final String title;
  private final int decimals;
  private final double tolerance;
  private final int shortest;

  Gauge(String title, int decimals) {
    this(title, decimals, ANY, 0);
  }

  Gauge(String title, int decimals, double tolerance, int shortest) {
    this.title = title;
    this.decimals = decimals;
    this.tolerance = tolerance;
    this.shortest = shortest;
  }

  /** Returns the name with the unit. */
  String title() {
    return title;
  }

  /** Returns the number of decimals that the report shows. */
  int decimals() {
    return decimals;
  }

  /**
   * Returns the growth within the judged part of the soak that is accepted, such as that of pools
   * and caches.
   */
  double tolerance() {
    return tolerance;
  }

  /** Returns whether growth is a fault. The others grow with the work done. */
  boolean judged() {
    return tolerance != ANY;
  }

  /** Returns the shortest judged part in seconds: a young virtual machine grows by itself. */
  int shortest() {
    return shortest;
  }
}
