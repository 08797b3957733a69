package org.tagline.server.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tagline.tagger.Cancellation;

/**
 * The texts of one request, which are computed one after the other. {@link Shares} guards its
 * progress; its cancellation and its result are thread-safe.
 */
public final class Job implements Cancellation {
  /** How far a job is. */
  enum Stage {
    WAITING,
    COMPUTING,
    ENDED
  }

  private final String client;
  private final List<Query> queries;
  private final List<Query.Result> results = new ArrayList<>();
  private final CompletableFuture<List<Query.Result>> done = new CompletableFuture<>();
  private volatile boolean cancelled;
  Stage stage = Stage.WAITING;
  long beganNanos;

  /**
   * Creates a job.
   *
   * @param client the key of the client
   * @param queries at least one text
   */
  public Job(String client, List<Query> queries) {
    this.client = client;
    this.queries = queries;
  }

  String client() {
    return client;
  }

  /** Returns the text that is computed now or next. */
  public Query next() {
    return queries.get(results.size());
  }

  /** Returns the texts without a result. */
  List<Query> left() {
    return queries.subList(results.size(), queries.size());
  }

  /** Adds the result of the text that was computed. */
  void add(Query.Result result) {
    results.add(result);
  }

  /** Ends the job with a failure. */
  public void fail(Throwable problem) {
    done.completeExceptionally(problem);
    cancelled = true;
  }

  /** Hands the results over if every text has one. */
  void completeIfDone() {
    if (left().isEmpty()) {
      done.complete(results);
    }
  }

  /** Returns the results, which arrive when the last text is computed. */
  public CompletableFuture<List<Query.Result>> done() {
    return done;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
