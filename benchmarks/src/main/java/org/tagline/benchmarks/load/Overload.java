package org.tagline.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tagline.benchmarks.harness.ServeProcess;

/**
 * The results of an overload of the server and of its shutdown right afterwards.
 *
 * @param seconds length of the overload
 * @param statuses number of responses by status, during the overload
 * @param residentBytes resident memory of the server at the end of each tenth of the overload
 * @param openAtStop number of requests without a response when the server was told to stop
 * @param statusesOfOpen number of responses by status to those requests
 * @param ended whether the process ended by itself in time
 */
record Overload(
    int seconds,
    Map<String, Long> statuses,
    List<Long> residentBytes,
    int openAtStop,
    Map<String, Long> statusesOfOpen,
    boolean ended) {
  private static final int TENTHS = 10;

  /**
   * Overloads a server and stops it.
   *
   * @param bodies request bodies, sent in a loop
   * @param perSecond requests per second
   */
  static Overload of(ServeProcess server, List<String> bodies, double perSecond, int seconds)
      throws IOException, InterruptedException {
    Requests requests = new Requests(server.tagging(), bodies);
    List<Long> resident = new ArrayList<>();
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      requests.flood(perSecond, (double) seconds / TENTHS);
      resident.add(server.residentBytes());
    }
    Map<String, Long> before;
    int open;
    synchronized (requests) {
      before = requests.statuses();
      open = requests.open();
    }
    server.terminate();
    requests.awaitAll();
    Map<String, Long> after = requests.statuses();
    before.forEach((status, count) -> after.merge(status, -count, Long::sum));
    after.values().removeIf(count -> count == 0);
    return new Overload(seconds, before, resident, open, after, server.ended());
  }

  /**
   * Returns whether the server responded with 200 and 429 only, left no request without a response
   * and ended by itself.
   */
  boolean sound() {
    return ended
        && List.of("200", "429").containsAll(statuses.keySet())
        && !statusesOfOpen.containsKey(Requests.NONE);
  }
}
