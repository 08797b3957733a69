package org.tagline.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that is asked more than it can answer, and then told to stop.
 *
 * @param seconds of overload
 * @param statuses how often each was answered meanwhile
 * @param residentBytes of the server, at the end of each tenth of that time
 * @param openAtStop requests that had no answer yet when it was told to stop
 * @param statusesOfOpen how often each status was answered to those
 * @param ended whether the process ended by itself in time
 */
record Overload(
    int seconds,
    Map<String, Long> statuses,
    List<Long> residentBytes,
    int openAtStop,
    Map<String, Long> statusesOfOpen,
    boolean ended) {
  private static final int PARTS = 10;

  /** Does it; the server is stopped afterwards. */
  static Overload of(ServeProcess server, List<String> bodies, double perSecond, int seconds)
      throws IOException, InterruptedException {
    Requests requests = new Requests(server.tagging(), bodies);
    List<Long> resident = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      requests.flood(perSecond, (double) seconds / PARTS);
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

  /** Only 200 and 429, and an answer to everybody. */
  boolean sound() {
    return ended
        && List.of("200", "429").containsAll(statuses.keySet())
        && !statusesOfOpen.containsKey(Requests.NONE);
  }
}
