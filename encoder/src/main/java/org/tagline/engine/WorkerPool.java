package org.tagline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Threads for passes side by side, as many as the engine may use. An operation of a pass that runs
 * here stays on its thread: two windows side by side are done sooner than one after the other on
 * two threads each, and a pass gives the same bits however many threads the machine has. What may
 * be shared out without other bits, and would leave workers idle, gets all threads. Thread-safe.
 */
public final class WorkerPool {
  /**
   * The C library keeps what was freed between things in use: of starting, of the virtual machine's
   * compilers, of a long text. So often such pages are given back; those that are needed again come
   * back within some milliseconds.
   */
  private static final long TRIM_SECONDS = 30;

  private static @Nullable WorkerPool shared;

  private final ThreadGroup group = new ThreadGroup("workers");
  private final ThreadPoolExecutor threads;
  private final ExecutorService whole;
  private final Semaphore free = new Semaphore(1);

  /** Items that the workers have not yet done. */
  private final AtomicInteger waiting = new AtomicInteger();

  private WorkerPool() {
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
    // What a worker set for itself is also what threads get that compute for the first time.
    torch.set_num_threads(count);
    // One thread for all that is computed alone: each that computes keeps memory of its own.
    whole = Executors.newSingleThreadExecutor(work -> daemon("all workers", work));
    Executors.newSingleThreadScheduledExecutor(work -> daemon("memory trim", work))
        .scheduleWithFixedDelay(Pointer::trimMemory, TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
  }

  private Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(group, work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Those of this process; begun on the first call. */
  public static synchronized WorkerPool shared() {
    // Not in a static initializer: workers that begin would wait for its end.
    WorkerPool workers = shared;
    if (workers == null) {
      workers = new WorkerPool();
      shared = workers;
    }
    return workers;
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
            "worker");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What a function gives, on a worker: also of the smallest operation the library makes threads
   * for whoever calls it (see {@link #onAllThreads}).
   */
  public <R> R one(Supplier<R> function) {
    return each(List.of(function), Supplier::get).get(0);
  }

  /**
   * As {@link #each} where the function gives the same bits on any number of threads: the last
   * items, which would leave workers without work, get all threads one after the other where
   * nothing else is computed here and their sizes say that it is sooner.
   *
   * @param size what an item's time is proportional to
   */
  public <T, R> List<R> balanced(List<T> items, ToIntFunction<T> size, Function<T, R> function) {
    int workers = threads.getCorePoolSize();
    int full = (items.size() - 1) / workers * workers;
    List<T> last = items.subList(full, items.size());
    double oneAfterOther = last.stream().mapToInt(size).sum() / allThreads(workers);
    int longest = last.stream().mapToInt(size).max().orElse(0);
    if (oneAfterOther >= longest) {
      return each(items, function);
    }
    List<R> results = new ArrayList<>(each(items.subList(0, full), function));
    last.forEach(item -> results.add(alone(() -> function.apply(item))));
    return results;
  }

  /**
   * How much sooner than one thread all are done with one item: measured with two, else a guess.
   */
  private static double allThreads(int count) {
    return count <= 2 ? 0.93 * count : 0.6 * count;
  }

  /**
   * Computes on the one thread here whose operations have all threads; waits for what runs there.
   *
   * <p>Models that only answer are loaded here: a second thread whose operations are shared out
   * makes more threads than processors, and OpenMP then lets all of them sleep between operations
   * (a window of 512 tokens: 60 ms instead of 45).
   */
  public <R> R onAllThreads(Supplier<R> function) {
    return results(List.of(whole.submit(function::get))).get(0);
  }

  /** On all threads where nothing else is computed here, otherwise on one. */
  <R> R alone(Supplier<R> function) {
    boolean worker = Thread.currentThread().getThreadGroup() == group;
    if (!worker && waiting.get() == 0 && free.tryAcquire()) {
      try {
        return onAllThreads(function);
      } finally {
        free.release();
      }
    }
    return one(function);
  }

  /**
   * What a function gives for each item, in the items' order; at once where it is called from a
   * worker. The function runs on other threads: it opens its own scopes and guards.
   */
  public <T, R> List<R> each(List<T> items, Function<T, R> function) {
    if (Thread.currentThread().getThreadGroup() == group) {
      return items.stream().map(function).toList();
    }
    List<Future<R>> begun = new ArrayList<>();
    items.forEach(item -> begun.add(submit(() -> function.apply(item))));
    return results(begun);
  }

  private <R> Future<R> submit(Supplier<R> function) {
    AtomicBoolean counted = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (counted.getAndSet(false)) {
            waiting.decrementAndGet();
          }
        };
    FutureTask<R> task =
        new FutureTask<>(
            () -> {
              try {
                return function.get();
              } finally {
                // Whoever gets the result may ask at once whether the workers are free.
                leave.run();
              }
            }) {
          @Override
          protected void done() {
            leave.run();
          }
        };
    waiting.incrementAndGet();
    threads.execute(task);
    return task;
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
