package org.tagline.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tagline.server.queue.BusyException;
import org.tagline.server.queue.Client;
import org.tagline.server.queue.Job;
import org.tagline.server.queue.Query;
import org.tagline.server.queue.Shares;

/**
 * Computes predictions on worker threads, with fair {@link Shares} for the clients. A request that
 * would wait too long is refused at once, so that accepted requests finish in time. A computation
 * whose result nobody awaits any more is stopped: after the deadline, when its client has left, and
 * when the server stops. Thread-safe.
 */
final class PredictionQueue implements AutoCloseable {
  /** Interval at which the presence of a client is checked. */
  private static final Duration PRESENCE = Duration.ofMillis(100);

  /** Status for the log of a request whose client has left; nginx introduced it. */
  private static final int CLIENT_LEFT = 499;

  private final Duration deadline;
  private final Duration stopping;
  private final Metrics metrics;
  private final Shares shares;
  private final List<Thread> threads = new ArrayList<>();

  PredictionQueue(ServerOptions options, Metrics metrics) {
    this.deadline = options.deadline();
    this.stopping = options.stopping();
    this.metrics = metrics;
    this.shares =
        new Shares(
            Runtime.getRuntime().availableProcessors(),
            options.queued(),
            options.longestWait().toMillis() / 1e3);
    metrics.gauge("tagline_waiting_texts", shares::texts);
    metrics.gauge("tagline_computing_texts", shares::computing);
    for (int i = 0; i < shares.threads(); i++) {
      Thread thread = new Thread(this::work, "predictions");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /**
   * Tags the texts of a request and waits for the results.
   *
   * @throws HttpProblem with status 429 if too many texts are waiting, 503 if the deadline passes
   *     or the server is stopping, or 499 if the client has left
   */
  List<Query.Result> predict(Client client, List<Query> queries) throws Exception {
    Job job = new Job(client.key(), queries);
    accept(job);
    try {
      return await(job, client);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException) {
        throw stopping();
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopping();
    } finally {
      shares.cancel(job);
    }
  }

  private void accept(Job job) {
    try {
      if (!shares.add(job)) {
        throw stopping();
      }
    } catch (BusyException e) {
      throw HttpProblem.later(
          429, "Too many texts are waiting; try again later.", (int) Math.ceil(e.seconds() / 2));
    }
  }

  private static HttpProblem stopping() {
    return HttpProblem.later(503, "The server is stopping.", 10);
  }

  private List<Query.Result> await(Job job, Client client)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      try {
        return job.done().get(Math.min(left, PRESENCE.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (left <= PRESENCE.toNanos()) {
          throw HttpProblem.later(
              503, "The prediction took too long; send fewer or shorter texts.", 10);
        }
      }
      if (client.gone()) {
        throw HttpProblem.of(CLIENT_LEFT, "The client has left.");
      }
    }
  }

  private void work() {
    try {
      for (Job job = shares.take(); job != null; job = shares.take()) {
        shares.finish(job, compute(job));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Computes the next text of a job, and returns null if the job fails. */
  private Query.@Nullable Result compute(Job job) {
    Query query = job.next();
    try {
      Query.Result result = query.predict(job, shares::share);
      metrics.predicted(query.tagger().info().name());
      return result;
    } catch (RuntimeException | Error e) {
      job.fail(e);
      return null;
    }
  }

  /** Returns the number of texts that are waiting or being computed. */
  int waitingTexts() {
    return shares.texts();
  }

  /**
   * Refuses new requests, cancels the accepted ones and waits until no worker computes. A worker
   * that does not stop in time keeps its tagger, which is then never freed.
   */
  @Override
  public void close() {
    shares.close();
    try {
      long end = System.nanoTime() + stopping.toNanos();
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
