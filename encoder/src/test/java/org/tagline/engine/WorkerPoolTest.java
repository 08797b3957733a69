package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
}
