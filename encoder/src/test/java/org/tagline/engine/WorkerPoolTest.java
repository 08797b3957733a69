package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 50).boxed().toList();

  @Test
  void resultsAreInTheOrderOfTheItems() {
    assertThat(WorkerPool.shared().each(ITEMS, i -> -i))
        .isEqualTo(ITEMS.stream().map(i -> -i).toList());
  }

  @Test
  void operationsStayOnTheirWorkerAndOtherThreadsAreUnaffected() {
    int before = Engine.threads();
    assertThat(WorkerPool.shared().each(ITEMS, i -> Engine.threads())).containsOnly(1);
    assertThat(Engine.threads()).isEqualTo(before);
  }

  @Test
  void newThreadsUseAllThreads() throws InterruptedException {
    WorkerPool.shared();
    int[] seen = new int[1];
    Thread thread = new Thread(() -> seen[0] = Engine.threads());
    thread.start();
    thread.join();
    assertThat(seen[0]).isEqualTo(Engine.threads());
  }

  @Test
  void callsFromWorkersDoNotDeadlock() {
    assertThat(
            WorkerPool.shared()
                .each(ITEMS, i -> WorkerPool.shared().each(List.of(1, 2), j -> i + j)))
        .hasSize(50)
        .last()
        .isEqualTo(List.of(50, 51));
  }

  @Test
  void aLoneCallUsesAllThreadsUnlessOthersRun() throws Exception {
    WorkerPool workers = WorkerPool.shared();
    assertThat(workers.alone(Engine::threads)).isEqualTo(Engine.threads());
    assertThat(workers.each(ITEMS, i -> workers.alone(Engine::threads))).containsOnly(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    other.submit(() -> {}).get();
    int concurrent =
        workers.alone(
            () ->
                CompletableFuture.supplyAsync(() -> workers.alone(Engine::threads), other).join());
    other.shutdown();
    assertThat(concurrent).isEqualTo(1);
    assertThat(workers.alone(Engine::threads)).isEqualTo(Engine.threads());
  }

  @Test
  void lastItemsUseAllThreadsIfWorkersWouldBeIdle() {
    int all = Engine.threads();
    assumeTrue(all == 2, "the expected numbers are for two threads");
    WorkerPool workers = WorkerPool.shared();
    assertThat(workers.balanced(List.of(512), i -> i, i -> Engine.threads())).containsExactly(2);
    assertThat(workers.balanced(List.of(512, 512), i -> i, i -> Engine.threads()))
        .containsExactly(1, 1);
    assertThat(workers.balanced(List.of(512, 100), i -> i, i -> Engine.threads()))
        .containsExactly(2, 2);
    assertThat(workers.balanced(List.of(512, 512, 100), i -> i, i -> Engine.threads()))
        .containsExactly(1, 1, 2);
    assertThat(workers.balanced(List.<Integer>of(), i -> i, i -> Engine.threads())).isEmpty();
    assertThat(workers.balanced(ITEMS, i -> 1 + i, i -> -i))
        .isEqualTo(ITEMS.stream().map(i -> -i).toList());
  }

  @Test
  void exceptionsReachTheCaller() {
    assertThatThrownBy(
            () ->
                WorkerPool.shared()
                    .each(
                        ITEMS,
                        i -> {
                          throw new IllegalArgumentException("no " + i);
                        }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCallOfOneItemDoesNotWaitForAllItemsOfAnother() throws Exception {
    Semaphore permits = new Semaphore(0);
    AtomicInteger begun = new AtomicInteger();
    Thread many =
        new Thread(
            () ->
                WorkerPool.shared()
                    .each(
                        ITEMS,
                        i -> {
                          begun.incrementAndGet();
                          permits.acquireUninterruptibly();
                          return i;
                        }));
    many.start();
    int workers = Engine.threads();
    await(() -> begun.get() == workers);
    CompletableFuture<Integer> one = new CompletableFuture<>();
    Thread single = new Thread(() -> one.complete(WorkerPool.shared().one(begun::get)));
    single.start();
    await(() -> single.getState() == Thread.State.WAITING);
    try {
      permits.release(workers);
      assertThat(one.get(10, TimeUnit.SECONDS)).isLessThanOrEqualTo(2 * workers);
    } finally {
      permits.release(ITEMS.size());
      many.join();
      single.join();
    }
  }

  @Test
  void aFailureSkipsTheItemsThatHaveNotBegun() {
    AtomicInteger begun = new AtomicInteger();
    assertThatThrownBy(
            () ->
                WorkerPool.shared()
                    .each(
                        ITEMS,
                        i -> {
                          begun.incrementAndGet();
                          throw new IllegalArgumentException("no " + i);
                        }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(begun.get()).isLessThanOrEqualTo(Engine.threads());
  }

  @Test
  void anInterruptedCallEndsAfterItsRunningItems() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    CompletableFuture<Integer> stillRunning = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                WorkerPool.shared()
                    .each(
                        ITEMS,
                        i -> {
                          running.incrementAndGet();
                          awaitLatch(release);
                          return running.decrementAndGet();
                        });
              } catch (IllegalStateException e) {
                stillRunning.complete(running.get());
              }
            });
    caller.start();
    await(() -> running.get() == Engine.threads());
    caller.interrupt();
    // A call that does not wait ends by now.
    caller.join(200);
    release.countDown();
    assertThat(stillRunning.get(10, TimeUnit.SECONDS)).isZero();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }
}
