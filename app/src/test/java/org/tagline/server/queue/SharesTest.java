package org.tagline.server.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;

/** Shares of two workers, and of one, with texts whose cost is known. */
@Timeout(30)
class SharesTest {
  private static final int CAPACITY = 8;
  private static final double LONGEST_WAIT = 10;

  private static Tagger tagger;

  private final Shares shares = new Shares(2, CAPACITY, LONGEST_WAIT);

  @BeforeAll
  static void load() throws Exception {
    tagger = TaggerFolder.load(Path.of("..", "taggers", "three-tags"));
  }

  @AfterAll
  static void free() {
    tagger.close();
  }

  @AfterEach
  void close() {
    shares.close();
  }

  /** Returns a text that takes one worker about this many seconds. */
  private static Query query(double seconds) {
    Speed.Rate rate = new Speed.Rate(1, seconds, 2, seconds);
    return new Query(tagger, new Speed(false, rate, rate), "A", 0, null);
  }

  private static Job job(String client, int texts, double seconds) {
    return new Job(client, Collections.nCopies(texts, query(seconds)));
  }

  private Job added(String client, int texts, double seconds) throws BusyException {
    Job job = job(client, texts, seconds);
    assertThat(shares.add(job)).isTrue();
    return job;
  }

  private void computed(Job job) {
    shares.finish(job, new Query.Result(tagger.predict("A ghost."), 1));
  }

  @Test
  void aLoneClientUsesAllWorkersAndNoSpareThread() throws Exception {
    Job first = added("a", 1, 1);
    Job second = added("a", 1, 1);
    Job third = added("a", 1, 1);
    assertThat(shares.take()).isSameAs(first);
    assertThat(shares.take()).isSameAs(second);
    CompletableFuture<Job> next = CompletableFuture.supplyAsync(this::take);
    assertThatThrownBy(() -> next.get(100, TimeUnit.MILLISECONDS)).hasMessage(null);
    computed(first);
    assertThat(next.get()).isSameAs(third);
    assertThat(first.done()).isCompleted();
  }

  private Job take() {
    try {
      return java.util.Objects.requireNonNull(shares.take());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClientThatArrivesGetsASpareThread() throws Exception {
    added("a", 1, 1000);
    added("a", 1, 1000);
    take();
    take();
    Job other = added("b", 2, 1);
    assertThat(take()).isSameAs(other);
    // And so does the next one, but neither gets a second.
    Job third = added("c", 1, 1);
    assertThat(take()).isSameAs(third);
    assertThat(shares.computing()).isEqualTo(4);
  }

  @Test
  void oneWorkerTakesTurnsToo() throws Exception {
    Shares single = new Shares(1, CAPACITY, LONGEST_WAIT);
    Job first = job("a", 1, 1000);
    Job other = job("b", 1, 1);
    single.add(first);
    assertThat(single.take()).isSameAs(first);
    single.add(other);
    assertThat(single.take()).isSameAs(other);
    single.close();
  }

  @Test
  void theNextTextIsThatOfTheClientWithTheFewest() throws Exception {
    Job long1 = added("a", 2, 1);
    Job long2 = added("a", 2, 1);
    take();
    take();
    Job b1 = added("b", 1, 1);
    Job b2 = added("b", 1, 1);
    assertThat(take()).isSameAs(b1);
    computed(long1);
    computed(long2);
    // One of a's two workers is free: b has one text in computation, and a has none.
    assertThat(take()).isSameAs(long1);
    computed(b1);
    assertThat(take()).isSameAs(b2);
    computed(long1);
    assertThat(long1.done()).isCompleted();
    assertThat(take()).isSameAs(long2);
  }

  @Test
  void textsBehindALongOneWaitForTheOtherWorkerOnly() throws Exception {
    added("a", 1, 1000);
    take();
    added("a", 1, 1);
    take();
    for (int i = 0; i < 5; i++) {
      added("a", 1, 1);
    }
    assertThat(shares.texts()).isEqualTo(7);
  }

  @Test
  void aTextThatWouldWaitTooLongIsRefusedWithItsWait() throws Exception {
    added("a", 1, 1000);
    added("a", 1, 15);
    take();
    take();
    assertThatThrownBy(() -> shares.add(job("a", 1, 1)))
        .isInstanceOfSatisfying(
            BusyException.class, e -> assertThat(e.seconds()).isCloseTo(15, within(5.0)));
    added("b", 1, 1000);
    assertThat(shares.texts()).isEqualTo(3);
  }

  @Test
  void aClientIsHeldToItsPartOfTheQueueAndOthersAreNot() throws Exception {
    for (int i = 0; i < CAPACITY; i++) {
      added("a", 1, 0.01);
    }
    assertThatThrownBy(() -> shares.add(job("a", 1, 0.01))).isInstanceOf(BusyException.class);
    for (int i = 0; i < CAPACITY / 2; i++) {
      added("b", 1, 0.01);
    }
    assertThatThrownBy(() -> shares.add(job("b", 1, 0.01))).isInstanceOf(BusyException.class);
    added("c", 1, 0.01);
  }

  @Test
  void allClientsTogetherAreBoundedWhenEveryThreadIsTaken() throws Exception {
    for (String client : List.of("a", "b", "c", "d")) {
      added(client, 1, 0.01);
      take();
    }
    added("a", 2 * CAPACITY - 4, 0.01);
    assertThat(shares.texts()).isEqualTo(2 * CAPACITY);
    assertThatThrownBy(() -> shares.add(job("e", 1, 0.01))).isInstanceOf(BusyException.class);
  }

  @Test
  void aCancelledJobLeavesAtOnceOrAfterItsText() throws Exception {
    Job computing = added("a", 3, 1);
    take();
    Job waiting = added("a", 2, 1);
    shares.cancel(waiting);
    assertThat(shares.texts()).isEqualTo(3);
    shares.cancel(computing);
    assertThat(computing.cancelled()).isTrue();
    assertThat(shares.texts()).isEqualTo(3);
    shares.finish(computing, null);
    shares.cancel(computing);
    assertThat(shares.texts()).isZero();
    assertThat(shares.computing()).isZero();
  }

  @Test
  void closingCancelsEverything() throws Exception {
    Job computing = added("a", 1, 1);
    take();
    Job waiting = added("a", 1, 1);
    shares.close();
    assertThat(computing.cancelled()).isTrue();
    assertThat(waiting.done()).isCompletedExceptionally();
    assertThat(shares.add(job("b", 1, 1))).isFalse();
    assertThat(shares.take()).isNull();
  }
}
