package org.tagline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A call of {@link WorkerPool} and what its items have in common: after the first failure, or when
 * the caller is interrupted, those that have not begun are skipped. Thread-safe.
 */
final class Call {
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * An item that waits for a worker. Items are ordered by their position in their call, counted
   * from the position that the workers had reached when the call was made. Calls therefore take
   * turns item by item, however many items each has.
   */
  static final class Item<R> extends FutureTask<R> implements Comparable<Item<?>> {
    final long position;
    private final long number;

    Item(long position, long number, Supplier<R> function) {
      super(function::get);
      this.position = position;
      this.number = number;
    }

    @Override
    public int compareTo(Item<?> other) {
      return position == other.position
          ? Long.compare(number, other.number)
          : Long.compare(position, other.position);
    }
  }

  /** Runs the function of an item unless the call has failed. */
  <R> R run(Supplier<R> function) {
    if (failure.get() != null) {
      throw new CancellationException("the call has failed");
    }
    try {
      return function.get();
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  /**
   * Waits for every item and returns their results. It also waits after a failure or an
   * interruption, because the caller then frees memory that a running item uses.
   *
   * @throws IllegalStateException if the calling thread is interrupted; otherwise the first
   *     unchecked exception or error of an item reaches the caller
   */
  <R> List<R> results(List<? extends Future<R>> items) {
    List<R> results = new ArrayList<>();
    boolean interrupted = false;
    for (Future<R> item : items) {
      boolean done = false;
      while (!done) {
        try {
          results.add(item.get());
          done = true;
        } catch (ExecutionException e) {
          failure.compareAndSet(null, e.getCause());
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, e);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable problem = failure.get();
    if (problem instanceof Error error) {
      throw error;
    }
    if (problem instanceof RuntimeException e) {
      throw e;
    }
    if (problem != null) {
      throw new IllegalStateException("the computation was interrupted", problem);
    }
    return results;
  }
}
