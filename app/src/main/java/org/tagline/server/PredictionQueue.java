package org.tagline.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;

/**
 * Queues texts for prediction on one worker thread per processor. Requests of several texts take
 * turns with the others, one text at a time. A request that would wait too long is refused at once,
 * so that accepted requests finish in time. Thread-safe.
 */
final class PredictionQueue implements AutoCloseable {
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** Smallest cost of a text, in tokens. */
  private static final int LEAST_COST = 32;

  private static final int WINDOW_TOKENS = 512;

  /** Assumed speed in tokens per second until it is measured. */
  private static final double INITIAL_SPEED = 2_000;

  /**
   * A text to tag.
   *
   * @param tagger the tagger
   * @param text the text
   * @param evidence the number of sentences to return as evidence
   * @param tag the tag to find evidence for, or null for the most likely one
   */
  record Query(Tagger tagger, String text, int evidence, @Nullable String tag) {

    /** Returns the approximate cost in tokens of a forward pass. */
    double cost() {
      double tokens = LEAST_COST + (double) text.length() / CHARACTERS_PER_TOKEN;
      // Evidence takes a backward pass, then a forward pass over the window of each candidate.
      return evidence == 0 ? tokens : 3 * tokens + 2 * evidence * Math.min(WINDOW_TOKENS, tokens);
    }
  }

  /** A prediction and the milliseconds that its computation took. */
  record Result(Prediction prediction, double millis) {}

  /** The texts of one request. */
  private static final class Job {
    final List<Query> queries;
    final List<Result> results = new ArrayList<>();
    final CompletableFuture<List<Result>> done = new CompletableFuture<>();

    Job(List<Query> queries) {
      this.queries = queries;
    }

    Query next() {
      return queries.get(results.size());
    }
  }

  private final int capacity;
  private final double longestWaitSeconds;
  private final Duration deadline;
  private final Metrics metrics;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private int computing;
  private int texts;
  private double cost;
  private double costPerSecond = INITIAL_SPEED;
  private boolean closed;

  PredictionQueue(ServerOptions options, Metrics metrics) {
    this.capacity = options.queued();
    this.longestWaitSeconds = options.longestWait().toMillis() / 1e3;
    this.deadline = options.deadline();
    this.metrics = metrics;
    metrics.gauge("tagline_waiting_texts", this::waitingTexts);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread worker = new Thread(this::work, "predictions");
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
  }

  /**
   * Tags the texts of a request and waits for the results.
   *
   * @throws HttpProblem with status 429 if too many texts are waiting, or 503 if the deadline
   *     passes or the server is stopping
   */
  List<Result> predict(List<Query> queries) throws Exception {
    Job job = new Job(queries);
    accept(job);
    try {
      return job.done.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      job.done.cancel(false);
      throw HttpProblem.later(
          503, "The prediction took too long; send fewer or shorter texts.", 10);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private synchronized void accept(Job job) {
    if (closed) {
      throw HttpProblem.later(503, "The server is stopping.", 10);
    }
    double seconds = cost / costPerSecond;
    // An empty queue accepts any request, whatever its length.
    boolean full = texts > 0 && (texts >= capacity || seconds > longestWaitSeconds);
    if (full) {
      throw HttpProblem.later(
          429, "Too many texts are waiting; try again later.", (int) Math.ceil(seconds / 2));
    }
    texts += job.queries.size();
    job.queries.forEach(query -> cost += query.cost());
    waiting.add(job);
    notifyAll();
  }

  private void work() {
    try {
      for (Job job = take(); job != null; job = take()) {
        Query query = job.next();
        long began = System.nanoTime();
        try {
          if (!job.done.isDone()) {
            Prediction prediction = predict(query);
            long nanos = System.nanoTime() - began;
            job.results.add(new Result(prediction, nanos / 1e6));
            metrics.predicted(query.tagger().info().name());
            updateSpeed(query.cost(), nanos / 1e9);
          }
        } catch (RuntimeException | Error e) {
          job.done.completeExceptionally(e);
        }
        finish(job, query);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Prediction predict(Query query) {
    return query.evidence() == 0
        ? query.tagger().predict(query.text())
        : query.tagger().predict(query.text(), query.evidence(), query.tag());
  }

  private synchronized @Nullable Job take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Job job = waiting.poll();
    computing += job == null ? 0 : 1;
    return job;
  }

  /** Completes a job, or puts it back at the end of the queue for its next text. */
  private void finish(Job job, Query query) {
    boolean ended = job.done.isDone();
    synchronized (this) {
      computing--;
      List<Query> removed =
          ended ? job.queries.subList(job.results.size(), job.queries.size()) : List.of(query);
      // A failed or abandoned request removes its remaining texts from the queue.
      texts -= removed.size();
      removed.forEach(one -> cost -= one.cost());
      if (!ended && job.results.size() < job.queries.size()) {
        waiting.add(job);
        notifyAll();
        return;
      }
      if (texts == 0) {
        cost = 0;
      }
    }
    job.done.complete(job.results);
  }

  /** Updates the estimate of total speed: texts computed at the same time share the processors. */
  private synchronized void updateSpeed(double done, double seconds) {
    costPerSecond = 0.9 * costPerSecond + 0.1 * computing * done / Math.max(1e-4, seconds);
  }

  /** Returns the number of texts that are waiting or being computed. */
  synchronized long waitingTexts() {
    return texts;
  }

  /** Refuses new requests and finishes the accepted ones within the deadline. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      long end = System.nanoTime() + deadline.toNanos();
      for (Thread worker : workers) {
        worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
