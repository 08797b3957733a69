package org.tagline.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Threads for passes side by side, as many as the engine may use. An operation of a pass that runs
 * here stays on its thread: two windows side by side are done sooner than one after the other on
 * two threads each, and a pass gives the same bits however many threads the machine has.
 * Thread-safe.
 */
public final class Lanes {
  private static @Nullable Lanes shared;

  private final ThreadGroup group = new ThreadGroup("lanes");
  private final ThreadPoolExecutor threads;
  private final ExecutorService whole;
  private final Semaphore free = new Semaphore(1);

  private Lanes() {
    int count = Engine.threads();
    CountDownLatch begun = new CountDownLatch(count);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> thread(work, begun));
    threads.prestartAllCoreThreads();
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    // What a lane set for itself is also what threads get that compute for the first time.
    torch.set_num_threads(count);
    // One thread for all that is computed alone: each that computes keeps memory of its own.
    whole = Executors.newSingleThreadExecutor(this::daemon);
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(group, work, "all lanes");
    thread.setDaemon(true);
    return thread;
  }

  /** Those of this process; begun on the first call. */
  public static synchronized Lanes shared() {
    // Not in a static initializer: lanes that begin would wait for its end.
    Lanes lanes = shared;
    if (lanes == null) {
      lanes = new Lanes();
      shared = lanes;
    }
    return lanes;
  }

  private Thread thread(Runnable work, CountDownLatch begun) {
    Thread thread =
        new Thread(
            group,
            () -> {
              // Asked first, or the first operation would set it anew.
              torch.get_num_threads();
              torch.set_num_threads(1);
              begun.countDown();
              work.run();
            },
            "lane");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What a function gives, on all threads where nothing else is computed here, otherwise on one:
   * for what gives the same bits on any number of threads. It opens its own scopes and guards.
   */
  public <R> R alone(Supplier<R> function) {
    boolean lane = Thread.currentThread().getThreadGroup() == group;
    if (!lane && threads.getActiveCount() == 0 && free.tryAcquire()) {
      try {
        return results(List.of(whole.submit(function::get))).get(0);
      } finally {
        free.release();
      }
    }
    return each(List.of(function), Supplier::get).get(0);
  }

  /**
   * What a function gives for each item, in the items' order; at once where it is called from a
   * lane. The function runs on other threads: it opens its own scopes and guards.
   */
  public <T, R> List<R> each(List<T> items, Function<T, R> function) {
    if (Thread.currentThread().getThreadGroup() == group) {
      return items.stream().map(function).toList();
    }
    List<Future<R>> begun = new ArrayList<>();
    items.forEach(item -> begun.add(threads.submit(() -> function.apply(item))));
    return results(begun);
  }

  private static <R> List<R> results(List<Future<R>> begun) {
    List<R> results = new ArrayList<>();
    Throwable problem = null;
    for (Future<R> one : begun) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        problem = e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        begun.forEach(left -> left.cancel(false));
        throw new IllegalStateException("the computation was interrupted", e);
      }
    }
    if (problem instanceof Error error) {
      throw error;
    }
    if (problem != null) {
      throw problem instanceof RuntimeException e ? e : new IllegalStateException(problem);
    }
    return results;
  }
}
