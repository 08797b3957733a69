package org.tagline.server;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Metrics in the Prometheus text format 0.0.4. Thread-safe. */
final class Metrics {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  /** A histogram of request durations. */
  private static final class Durations {
    final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    final LongAdder nanos = new LongAdder();

    Durations() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }
  }

  private record Request(String method, String route, int status) {
    String labels() {
      return "method=\"%s\",route=\"%s\",status=\"%d\"".formatted(method, route, status);
    }
  }

  private final ConcurrentMap<Request, LongAdder> requests = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Durations> durations = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> predictions = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> closed = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongSupplier> gauges = new ConcurrentHashMap<>();

  /**
   * Counts one request.
   *
   * @param method one of few, because clients can send any
   * @param route the registered route, because paths of films would be an unbounded set of labels
   */
  void request(String method, String route, int status, long nanos) {
    requests
        .computeIfAbsent(new Request(method, route, status), key -> new LongAdder())
        .increment();
    Durations all = durations.computeIfAbsent(route, key -> new Durations());
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos / 1e9 > BOUNDS[bucket]) {
      bucket++;
    }
    all.buckets[bucket].increment();
    all.nanos.add(nanos);
  }

  /** Counts one prediction. */
  void predicted(String tagger) {
    predictions.computeIfAbsent(tagger, key -> new LongAdder()).increment();
  }

  /** Counts a connection that the server closed. */
  void closed(String reason) {
    closed.computeIfAbsent(reason, key -> new LongAdder()).increment();
  }

  /** Registers a value that is read with the metrics. */
  void gauge(String name, LongSupplier value) {
    gauges.put(name, value);
  }

  /** Returns all metrics as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE tagline_requests_total counter\n");
    Map<String, Long> sorted = new TreeMap<>();
    requests.forEach((request, count) -> sorted.put(request.labels(), count.sum()));
    sorted.forEach(
        (labels, count) -> text.append("tagline_requests_total{%s} %d\n".formatted(labels, count)));
    text.append("# TYPE tagline_request_seconds histogram\n");
    new TreeMap<>(durations).forEach((route, all) -> histogram(text, route, all));
    text.append("# TYPE tagline_predictions_total counter\n");
    new TreeMap<>(predictions)
        .forEach(
            (tagger, count) ->
                text.append(
                    "tagline_predictions_total{tagger=\"%s\"} %d\n"
                        .formatted(tagger, count.sum())));
    text.append("# TYPE tagline_closed_connections_total counter\n");
    new TreeMap<>(closed)
        .forEach(
            (reason, count) ->
                text.append(
                    "tagline_closed_connections_total{reason=\"%s\"} %d\n"
                        .formatted(reason, count.sum())));
    new TreeMap<>(gauges)
        .forEach(
            (name, value) ->
                text.append("# TYPE %s gauge\n%s %d\n".formatted(name, name, value.getAsLong())));
    return text.toString();
  }

  private static void histogram(StringBuilder text, String route, Durations all) {
    long below = 0;
    for (int i = 0; i < all.buckets.length; i++) {
      below += all.buckets[i].sum();
      String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
      text.append(
          "tagline_request_seconds_bucket{route=\"%s\",le=\"%s\"} %d\n"
              .formatted(route, bound, below));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "tagline_request_seconds_sum{route=\"%s\"} %.6f\n",
            route,
            all.nanos.sum() / 1e9));
    text.append("tagline_request_seconds_count{route=\"%s\"} %d\n".formatted(route, below));
  }
}
