package org.tagline.server.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that run routes, with a short queue. */
public final class Workers {
  /** Requests that wait for a thread; further ones are rejected. */
  private static final int WAITING = 128;

  private Workers() {}

  /** Creates an executor of daemon threads, which rejects work while its queue is full. */
  public static ExecutorService of(int threads) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "route-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    // All at once: the executor would start one more for each request, which looks like a leak.
    workers.prestartAllCoreThreads();
    return workers;
  }
}
