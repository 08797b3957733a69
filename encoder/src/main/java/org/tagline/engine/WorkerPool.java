package org.tagline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Worker threads that run passes concurrently, one worker per thread of the engine. Thread-safe.
 *
 * <p>Calls take turns item by item, so that a film of one window does not wait for one of hundreds.
 * Each operation of a pass stays on its worker. Two windows finish sooner on one worker each than
 * one after the other on two threads, and a result has the same bits on any number of threads. A
 * function whose bits do not depend on the number of threads may use all threads when workers would
 * otherwise be idle.
 */
public final class WorkerPool {
  /**
   * Interval at which freed memory is returned to the operating system. The C library keeps freed
   * pages between used ones: from start-up, from the compilers of the virtual machine, from a long
   * text. Pages that are needed again come back within milliseconds.
   */
  private static final long TRIM_SECONDS = 30;

  private static @Nullable WorkerPool shared;

  private final ThreadGroup group = new ThreadGroup("workers");
  private final ThreadPoolExecutor threads;
  private final ExecutorService allThreadsExecutor;
  private final Semaphore free = new Semaphore(1);

  /** Number of items that the workers have not finished. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Largest position of an item that a worker has begun. */
  private final AtomicLong reached = new AtomicLong();

  private final AtomicLong submissions = new AtomicLong();

  private WorkerPool() {
    int count = Engine.threads();
    CountDownLatch started = new CountDownLatch(count);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            work -> thread(work, started));
    threads.prestartAllCoreThreads();
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    // The last worker's setting became the default of new threads; restore it.
    torch.set_num_threads(count);
    // A single thread, because every thread that computes keeps its own memory.
    allThreadsExecutor = Executors.newSingleThreadExecutor(work -> daemon("all threads", work));
    Executors.newSingleThreadScheduledExecutor(work -> daemon("memory trim", work))
        .scheduleWithFixedDelay(Pointer::trimMemory, TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
  }

  private Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(group, work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the pool of this process, which the first call starts. */
  public static synchronized WorkerPool shared() {
    // Not in a static initializer: the new workers would wait for it to finish.
    WorkerPool workers = shared;
    if (workers == null) {
      workers = new WorkerPool();
      shared = workers;
    }
    return workers;
  }

  private Thread thread(Runnable work, CountDownLatch started) {
    Thread thread =
        new Thread(
            group,
            () -> {
              // Read it first, or the first operation would set it again.
              torch.get_num_threads();
              torch.set_num_threads(1);
              started.countDown();
              work.run();
            },
            "worker");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the function on a worker thread and returns its result. Small operations should run here
   * too: the library creates threads for every thread that calls it (see {@link #onAllThreads}).
   */
  public <R> R one(Supplier<R> function) {
    return each(List.of(function), Supplier::get).get(0);
  }

  /**
   * Runs the function for each item, like {@link #each}, but lets the last items use all threads
   * one after the other if they would leave workers idle, their sizes predict a gain and nothing
   * else runs here. The function's bits must not depend on the number of threads.
   *
   * @param size an estimate proportional to the time that an item takes
   */
  public <T, R> List<R> balanced(List<T> items, ToIntFunction<T> size, Function<T, R> function) {
    int workers = threads.getCorePoolSize();
    int full = (items.size() - 1) / workers * workers;
    List<T> last = items.subList(full, items.size());
    double sequential = last.stream().mapToInt(size).sum() / speedup(workers);
    int longest = last.stream().mapToInt(size).max().orElse(0);
    if (sequential >= longest) {
      return each(items, function);
    }
    List<R> results = new ArrayList<>(each(items.subList(0, full), function));
    last.forEach(item -> results.add(alone(() -> function.apply(item))));
    return results;
  }

  /**
   * Returns the speed of all threads on one item, relative to one thread. It was measured for two
   * threads and is a guess for more.
   */
  private static double speedup(int count) {
    return count <= 2 ? 0.93 * count : 0.6 * count;
  }

  /**
   * Runs the function on the single thread whose operations use all threads, after what runs there
   * already, and returns its result.
   *
   * <p>Models for inference are loaded here. A second thread with parallel operations would create
   * more threads than processors, and OpenMP then lets them all sleep between operations. A window
   * of 512 tokens took 60 ms instead of 45 ms.
   */
  public <R> R onAllThreads(Supplier<R> function) {
    Call call = new Call();
    return call.results(List.of(allThreadsExecutor.submit(() -> call.run(function)))).get(0);
  }

  /** Runs the function on all threads if nothing else runs here, and on one worker otherwise. */
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
   * Runs the function for each item on the workers and returns the results in the items' order. A
   * call from a worker runs on that worker. The function opens its own scopes and guards, because
   * it runs on other threads.
   *
   * @throws IllegalStateException if the calling thread is interrupted; otherwise the function's
   *     own unchecked exceptions and errors reach the caller
   */
  public <T, R> List<R> each(List<T> items, Function<T, R> function) {
    if (Thread.currentThread().getThreadGroup() == group) {
      return items.stream().map(function).toList();
    }
    Call call = new Call();
    long position = reached.get();
    List<Call.Item<R>> submitted = new ArrayList<>();
    for (T item : items) {
      submitted.add(submit(position++, () -> call.run(() -> function.apply(item))));
    }
    return call.results(submitted);
  }

  private <R> Call.Item<R> submit(long position, Supplier<R> function) {
    Call.Item<R> item =
        new Call.Item<>(
            position,
            submissions.getAndIncrement(),
            () -> {
              reached.accumulateAndGet(position, Math::max);
              try {
                return function.get();
              } finally {
                // Before the result is visible, since its reader may check for idle workers.
                waiting.decrementAndGet();
              }
            });
    waiting.incrementAndGet();
    threads.execute(item);
    return item;
  }
}
