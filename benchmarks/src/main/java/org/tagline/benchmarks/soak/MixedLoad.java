package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Well-behaved clients, each in a thread of its own, that send a mix of all operations. */
final class MixedLoad {
  private static final List<SoakOperation> OPERATIONS = SoakOperations.all();
  private static final int WEIGHTS = OPERATIONS.stream().mapToInt(SoakOperation::weight).sum();

  private final SoakPlan plan;
  private final AnswerTally tally;
  private final List<FlagLedger> flags = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private MixedLoad(SoakPlan plan, AnswerTally tally) {
    this.plan = plan;
    this.tally = tally;
  }

  /** Starts the clients; they stop by themselves when the planned time is over. */
  static MixedLoad start(SoakPlan plan, URI server, SoakTexts texts, AnswerTally tally) {
    MixedLoad load = new MixedLoad(plan, tally);
    OPERATIONS.forEach(operation -> tally.expect(operation.name()));
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long began = System.nanoTime();
    for (int i = 0; i < plan.clients(); i++) {
      FlagLedger ledger = new FlagLedger();
      load.flags.add(ledger);
      SoakClient client =
          new SoakClient(http, server, plan.taggers(), texts, ledger, new Random(i));
      Thread thread = new Thread(() -> load.send(client, began), "client " + i);
      thread.setDaemon(true);
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  /** Waits for the last answers. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Returns the acknowledged flags of each client; call it after {@link #join}. */
  List<FlagLedger> flags() {
    return flags;
  }

  private void send(SoakClient client, long began) {
    long length = plan.length().toNanos();
    long pause = Math.round(plan.clients() / plan.perSecond() * TimeUnit.SECONDS.toNanos(1));
    long due = began;
    for (int sent = 0; ; sent++) {
      // Exponential pauses, as of independent users; time that the server took is made up for.
      due += Math.round(-Math.log(1 - client.random().nextDouble()) * pause);
      due = Math.max(due, System.nanoTime() - pause);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long elapsed = System.nanoTime() - began;
      if (elapsed >= length && sent >= OPERATIONS.size()) {
        return;
      }
      int third = (int) Math.min(elapsed * AnswerTally.THIRDS / length, AnswerTally.THIRDS - 1);
      // Everything once, so that a short soak on a slow machine leaves nothing out.
      SoakOperation operation =
          sent < OPERATIONS.size() ? OPERATIONS.get(sent) : draw(client.random());
      try {
        long start = System.nanoTime();
        int status = operation.exchange().send(client);
        double millis = (System.nanoTime() - start) / 1e6;
        tally.answered(operation.name(), status, operation.expected(), third, millis);
      } catch (IOException | RuntimeException e) {
        tally.failed(operation.name(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static SoakOperation draw(Random random) {
    int left = random.nextInt(WEIGHTS);
    for (SoakOperation operation : OPERATIONS) {
      left -= operation.weight();
      if (left < 0) {
        return operation;
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }
}
