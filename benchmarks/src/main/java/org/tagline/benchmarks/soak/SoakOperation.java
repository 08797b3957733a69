package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.util.Set;

/**
 * One kind of request in the mixed load.
 *
 * @param name name in the report
 * @param weight how often it is sent, relative to the other operations
 * @param expected statuses that are right, in addition to 429 and 503
 * @param exchange sends it
 */
record SoakOperation(String name, int weight, Set<Integer> expected, Exchange exchange) {

  /** Sends a request and returns the status of the answer. */
  @FunctionalInterface
  interface Exchange {
    int send(SoakClient client) throws IOException, InterruptedException;
  }

  static SoakOperation ok(String name, int weight, Exchange exchange) {
    return new SoakOperation(name, weight, Set.of(200), exchange);
  }
}
