package org.tagline.server.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queue of texts that gives every client a fair share of the workers. Thread-safe.
 *
 * <p>The next text is that of the client with the fewest texts being computed. Clients with equally
 * many take turns, as do the requests of one client, text by text. A client may use all workers
 * while it is alone. Another that arrives meanwhile does not wait for one to be free: a client
 * without any text in computation gets a spare thread, of which there are as many as workers, and
 * the processors then divide their time by themselves.
 *
 * <p>A text that a thread would take at once is always accepted. Others are refused if the client
 * has used its part of the queue or if the expected wait is too long.
 */
public final class Shares {
  private final int workers;
  private final int capacity;
  private final double longestWait;
  private final Map<String, Share> clients = new LinkedHashMap<>();
  private final Set<Job> computing = new LinkedHashSet<>();
  private int texts;
  private long turns;
  private boolean closed;

  private static final class Share {
    final Deque<Job> waiting = new ArrayDeque<>();
    int computing;
    int texts;
    long turn;
  }

  /**
   * Creates an empty queue.
   *
   * @param workers number of texts that are computed at once unless clients need spare threads
   * @param capacity number of texts beyond which clients are held to equal parts of it; twice as
   *     many are never exceeded by texts that would have to wait
   * @param longestWait longest expected wait in seconds
   */
  public Shares(int workers, int capacity, double longestWait) {
    this.workers = workers;
    this.capacity = capacity;
    this.longestWait = longestWait;
  }

  /** Returns the number of threads that should {@link #take} jobs. */
  public int threads() {
    return 2 * workers;
  }

  /**
   * Accepts the texts of a request.
   *
   * @return false if the queue is closed
   * @throws BusyException if the texts would have to wait too long
   */
  public synchronized boolean add(Job job) throws BusyException {
    if (closed) {
      return false;
    }
    Share client = clients.getOrDefault(job.client(), new Share());
    if (!startsAtOnce(client)) {
      double wait = expectedWait(client);
      if (full(client) || wait > longestWait) {
        throw new BusyException(wait);
      }
    }
    clients.put(job.client(), client);
    client.waiting.add(job);
    count(client, job.left().size());
    notifyAll();
    return true;
  }

  private boolean startsAtOnce(Share client) {
    int waiting = 0;
    int withoutThread = 0;
    for (Share other : clients.values()) {
      waiting += other.waiting.size();
      withoutThread += other.computing == 0 ? 1 : 0;
    }
    return computing.size() + waiting < workers
        || (client.texts == 0 && computing.size() + withoutThread < threads());
  }

  private boolean full(Share client) {
    int others = clients.size() - (client.texts == 0 ? 0 : 1);
    int part = Math.max(1, capacity / (others + 1));
    return texts >= 2 * capacity || (texts >= capacity && client.texts >= part);
  }

  /**
   * Returns the seconds until a worker would take another text of a client, if each worker takes
   * the next text when it is free and the clients take turns.
   */
  private double expectedWait(Share client) {
    List<Double> running =
        new ArrayList<>(
            computing.stream().map(Shares::remaining).sorted(Comparator.reverseOrder()).toList());
    // Spare threads do not take another text when they end.
    PriorityQueue<Double> free =
        new PriorityQueue<>(running.subList(0, Math.min(workers, running.size())));
    while (free.size() < workers) {
      free.add(0.0);
    }
    List<Query> own = left(client);
    own.forEach(query -> schedule(query, free));
    for (Share other : clients.values()) {
      if (other != client) {
        left(other).stream().limit(own.size() + 1L).forEach(query -> schedule(query, free));
      }
    }
    return free.element();
  }

  private static void schedule(Query query, PriorityQueue<Double> free) {
    free.add(free.remove() + query.seconds());
  }

  private static double remaining(Job job) {
    double elapsed = (System.nanoTime() - job.beganNanos) / 1e9;
    return Math.max(0, job.next().seconds() - elapsed);
  }

  /** Returns the texts of a client that no worker has begun. */
  private List<Query> left(Share client) {
    List<Query> left = new ArrayList<>();
    client.waiting.forEach(job -> left.addAll(job.left()));
    computing.stream()
        .filter(job -> clients.get(job.client()) == client)
        .forEach(job -> left.addAll(job.left().subList(1, job.left().size())));
    return left;
  }

  /**
   * Waits for a job and takes it, to compute its next text and then {@link #finish} it.
   *
   * @return null if the queue is closed
   */
  public synchronized @Nullable Job take() throws InterruptedException {
    Share client = next();
    while (client == null && !closed) {
      wait();
      client = next();
    }
    if (client == null) {
      return null;
    }
    Job job = client.waiting.remove();
    job.stage = Job.Stage.COMPUTING;
    job.beganNanos = System.nanoTime();
    client.computing++;
    client.turn = ++turns;
    computing.add(job);
    return job;
  }

  private @Nullable Share next() {
    return clients.values().stream()
        .filter(client -> !client.waiting.isEmpty() && mayCompute(client))
        .min(
            Comparator.comparingInt((Share client) -> client.computing)
                .thenComparingLong(client -> client.turn))
        .orElse(null);
  }

  private boolean mayCompute(Share client) {
    return computing.size() < workers || (client.computing == 0 && computing.size() < threads());
  }

  /**
   * Ends the computation of a text: completes the job, or puts it back for its next text.
   *
   * @param result the result of the text, or null if the job has failed
   */
  public void finish(Job job, Query.@Nullable Result result) {
    synchronized (this) {
      Share client = clients.get(job.client());
      computing.remove(job);
      if (client != null) {
        client.computing--;
        if (result != null) {
          job.add(result);
          count(client, -1);
        }
        if (job.cancelled() || job.left().isEmpty()) {
          end(client, job);
        } else {
          job.stage = Job.Stage.WAITING;
          client.waiting.add(job);
        }
      }
      notifyAll();
    }
    job.completeIfDone();
  }

  /** Cancels a job unless it has ended: its computation stops soon, and nothing else begins. */
  public synchronized void cancel(Job job) {
    job.cancel();
    Share client = clients.get(job.client());
    if (job.stage == Job.Stage.WAITING && client != null && client.waiting.remove(job)) {
      end(client, job);
      notifyAll();
    }
  }

  private void end(Share client, Job job) {
    job.stage = Job.Stage.ENDED;
    count(client, -job.left().size());
    if (client.texts == 0) {
      clients.remove(job.client());
    }
  }

  private void count(Share client, int change) {
    client.texts += change;
    texts += change;
  }

  /** Returns the number of texts that are waiting or being computed. */
  public synchronized int texts() {
    return texts;
  }

  /** Returns the number of texts that are being computed. */
  public synchronized int computing() {
    return computing.size();
  }

  /** Returns the part of each worker that a computation has now: 1, or less if they are shared. */
  public synchronized double share() {
    int busy = computing.stream().mapToInt(job -> job.next().workers()).sum();
    return Math.min(1, (double) workers / Math.max(1, busy));
  }

  /** Refuses further jobs and cancels the accepted ones. */
  public synchronized void close() {
    closed = true;
    Collection<Job> waiting = new ArrayList<>();
    clients.values().forEach(client -> waiting.addAll(client.waiting));
    waiting.forEach(
        job -> {
          cancel(job);
          job.fail(new java.util.concurrent.CancellationException("the queue is closed"));
        });
    computing.forEach(Job::cancel);
    notifyAll();
  }
}
