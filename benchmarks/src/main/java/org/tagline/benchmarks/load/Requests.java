package org.tagline.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests to one server from many clients, with the same bodies in the same order. Thread-safe.
 */
final class Requests {
  /** Key in {@link #statuses} of requests without a response. */
  static final String NONE = "no response";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final List<String> bodies;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Long> statuses = new TreeMap<>();

  Requests(URI address, List<String> bodies) {
    this.address = address;
    this.bodies = bodies;
  }

  /**
   * Sends requests from clients that each wait for a response before they send the next request.
   *
   * @return responses per second
   * @throws IOException if a response has another status than 200
   */
  double perSecond(int clients, int warmUpSeconds, int seconds)
      throws IOException, InterruptedException {
    long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUpSeconds);
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    AtomicInteger responses = new AtomicInteger();
    AtomicLong last = new AtomicLong(begin);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    for (int i = 0; i < clients; i++) {
      threads.submit(
          () -> {
            while (System.nanoTime() < end) {
              send().join();
              long now = System.nanoTime();
              if (now > begin && now <= end) {
                responses.incrementAndGet();
                last.accumulateAndGet(now, Math::max);
              }
            }
          });
    }
    threads.shutdown();
    threads.awaitTermination(warmUpSeconds + seconds + TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    Map<String, Long> seen = statuses();
    if (seen.size() != 1 || !seen.containsKey("200")) {
      throw new IOException("not every response had status 200: " + seen);
    }
    return responses.get() / ((last.get() - begin) / 1e9);
  }

  /** Sends requests at a fixed rate without waiting for the responses. */
  void flood(double perSecond, double seconds) {
    long began = System.nanoTime();
    long count = Math.round(perSecond * seconds);
    for (long i = 0; i < count; i++) {
      long due = began + Math.round(i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send();
    }
  }

  private CompletableFuture<Void> send() {
    String body = bodies.get(Math.floorMod(next.getAndIncrement(), bodies.size()));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    open.incrementAndGet();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle(
            (response, problem) -> {
              count(problem == null ? Integer.toString(response.statusCode()) : NONE);
              open.decrementAndGet();
              return null;
            });
  }

  private synchronized void count(String status) {
    statuses.merge(status, 1L, Long::sum);
  }

  /** Returns the number of requests that have no response yet. */
  int open() {
    return open.get();
  }

  /** Waits until every request has a response or has failed. */
  void awaitAll() throws InterruptedException {
    while (open() > 0) {
      Thread.sleep(20);
    }
  }

  /** Returns the number of responses by status so far. */
  synchronized Map<String, Long> statuses() {
    return new TreeMap<>(statuses);
  }
}
