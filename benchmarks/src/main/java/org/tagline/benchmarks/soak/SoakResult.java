package org.tagline.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The figures of a soak.
 *
 * @param plan its settings
 * @param series the sampled gauges, in the order of {@link Gauge}
 * @param answers the answers to the well-behaved clients
 * @param crashes requests of the crashing client by how they ended
 * @param slow requests of the slow client by how they ended
 * @param imports the imports beside the load
 * @param flags number of acknowledged flags
 * @param lost sentences about acknowledged flags and films that the catalogue lacks
 */
record SoakResult(
    SoakPlan plan,
    List<GaugeSeries> series,
    AnswerTally answers,
    Map<String, Long> crashes,
    Map<String, Long> slow,
    ImportLoop imports,
    int flags,
    List<String> lost) {
  /** More than this is not one line per request, but stack traces or content of requests. */
  private static final double MOST_LOG_BYTES = 400;

  /** Returns the gauges that grow. */
  List<Gauge> growing() {
    return series.stream()
        .filter(one -> one.grows(plan.warmUpSeconds()))
        .map(GaugeSeries::gauge)
        .toList();
  }

  /** Returns a sentence for each reason to fail; empty if the soak passed. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    growing().forEach(gauge -> faults.add("grows: " + gauge.title()));
    answers
        .unexpected()
        .forEach(
            (what, count) -> faults.add("unexpected answer: " + what + ", " + count + " times"));
    answers.messages().forEach(message -> faults.add("no answer: " + message));
    answers
        .neverAnswered()
        .forEach(operation -> faults.add("never answered as expected: " + operation));
    imports.problems().forEach(problem -> faults.add("an import failed: " + problem));
    if (logBytesPerAnswer() > MOST_LOG_BYTES) {
      faults.add("the log has %.0f bytes per answer".formatted(logBytesPerAnswer()));
    }
    slow.keySet().stream()
        .filter(end -> end.startsWith("status 5"))
        .forEach(end -> faults.add("the slow client got " + end));
    faults.addAll(lost);
    return faults;
  }

  /** Returns the size of the log in bytes, divided by the number of all requests. */
  double logBytesPerAnswer() {
    double bytes =
        series.stream()
            .filter(one -> one.gauge() == Gauge.LOG && !one.isEmpty())
            .mapToDouble(one -> one.last() * 1e6)
            .sum();
    long rude = crashes.values().stream().mapToLong(Long::longValue).sum();
    return bytes / Math.max(1, answers.total() + rude);
  }
}
