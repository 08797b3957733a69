package org.tagline.benchmarks.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Counts of answers by operation and status, and their latencies by third. Thread-safe. */
final class AnswerTally {
  static final int THIRDS = 3;

  /** Status of a request without an answer. */
  static final int NONE = 0;

  private static final int MOST_MESSAGES = 10;

  /** Statuses by which a busy server refuses politely. */
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private final Map<String, Map<Integer, Long>> statuses = new LinkedHashMap<>();
  private final Map<String, List<LatencyHistogram>> latencies = new LinkedHashMap<>();
  private final Map<String, Long> unexpected = new TreeMap<>();
  private final List<String> messages = new ArrayList<>();

  /** Makes an operation known, so that one without any answer is noticed. */
  synchronized void expect(String operation) {
    statuses.put(operation, new TreeMap<>());
    List<LatencyHistogram> thirds = new ArrayList<>();
    for (int third = 0; third < THIRDS; third++) {
      thirds.add(new LatencyHistogram());
    }
    latencies.put(operation, thirds);
  }

  /**
   * Counts an answer.
   *
   * @param expected the statuses that are right, in addition to 429 and 503
   * @param third third of the soak, from 0
   */
  synchronized void answered(
      String operation, int status, Set<Integer> expected, int third, double millis) {
    Objects.requireNonNull(statuses.get(operation)).merge(status, 1L, Long::sum);
    if (expected.contains(status)) {
      Objects.requireNonNull(latencies.get(operation)).get(third).add(millis);
    } else if (!BUSY.contains(status)) {
      unexpected.merge(operation + " " + status, 1L, Long::sum);
    }
  }

  /** Counts a request without an answer. */
  synchronized void failed(String operation, Exception problem) {
    Objects.requireNonNull(statuses.get(operation)).merge(NONE, 1L, Long::sum);
    unexpected.merge(operation + " without answer", 1L, Long::sum);
    if (messages.size() < MOST_MESSAGES) {
      messages.add(operation + ": " + problem);
    }
  }

  /** Returns the number of answers by status for each operation; status 0 is no answer. */
  synchronized Map<String, Map<Integer, Long>> statuses() {
    Map<String, Map<Integer, Long>> copy = new LinkedHashMap<>();
    statuses.forEach((operation, counts) -> copy.put(operation, new TreeMap<>(counts)));
    return copy;
  }

  /** Returns the number of answers that are neither expected nor 429 or 503, by what they are. */
  synchronized Map<String, Long> unexpected() {
    return new TreeMap<>(unexpected);
  }

  /** Returns the first exceptions of requests without an answer. */
  synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  /** Returns the operations that were never answered as expected. */
  synchronized List<String> neverAnswered() {
    return latencies.entrySet().stream()
        .filter(entry -> entry.getValue().stream().allMatch(third -> third.total() == 0))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the latencies of the expected answers in a third, by operation. */
  synchronized Map<String, LatencyHistogram> latencies(int third) {
    Map<String, LatencyHistogram> all = new LinkedHashMap<>();
    latencies.forEach(
        (operation, thirds) -> {
          LatencyHistogram copy = new LatencyHistogram();
          copy.add(thirds.get(third));
          all.put(operation, copy);
        });
    return all;
  }

  /** Returns the number of all answers. */
  synchronized long total() {
    return statuses.values().stream()
        .flatMap(counts -> counts.entrySet().stream())
        .filter(entry -> entry.getKey() != NONE)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
