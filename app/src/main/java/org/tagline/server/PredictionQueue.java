package org.tagline.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;

/**
 * Where texts wait for the processor. As many are computed at once as there are processors;
 * requests of many texts take turns with the others, a text at a time. A request is refused at once
 * when it would wait too long, so that those accepted are answered. Thread-safe.
 */
final class PredictionQueue implements AutoCloseable {
  private static final int CHARACTERS_A_TOKEN = 4;

  /** Tokens of a text that costs next to nothing. */
  private static final int LEAST_COST = 32;

  private static final int WINDOW = 512;

  /** Before anything was measured. */
  private static final double FIRST_GUESS = 2_000;

  /** What is asked of a text. */
  record Question(Tagger tagger, String text, int evidence, @Nullable String tag) {

    /** Forward passes over tokens that it takes, roughly. */
    double cost() {
      double tokens = LEAST_COST + (double) text.length() / CHARACTERS_A_TOKEN;
      // Evidence: a pass backward, then every candidate's window anew.
      return evidence == 0 ? tokens : 3 * tokens + 2 * evidence * Math.min(WINDOW, tokens);
    }
  }

  /** What was answered, and how long the computation took. */
  record Answer(Prediction prediction, double millis) {}

  /** A request's texts. */
  private static final class Job {
    final List<Question> questions;
    final List<Answer> answers = new ArrayList<>();
    final CompletableFuture<List<Answer>> done = new CompletableFuture<>();

    Job(List<Question> questions) {
      this.questions = questions;
    }

    Question next() {
      return questions.get(answers.size());
    }
  }

  private final int capacity;
  private final double patienceSeconds;
  private final Duration deadline;
  private final Metrics metrics;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private int computing;
  private int texts;
  private double cost;
  private double costPerSecond = FIRST_GUESS;
  private boolean closed;

  PredictionQueue(ServerOptions options, Metrics metrics) {
    this.capacity = options.queued();
    this.patienceSeconds = options.patience().toMillis() / 1e3;
    this.deadline = options.deadline();
    this.metrics = metrics;
    metrics.gauge("tagline_waiting_texts", this::waitingTexts);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread worker = new Thread(this::work, "predictions");
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
  }

  /**
   * Waits for the answers to a request's texts.
   *
   * @throws HttpProblem 429 when too much is waiting, 503 when the deadline passes or the server
   *     stops
   */
  List<Answer> ask(List<Question> questions) throws Exception {
    Job job = new Job(questions);
    accept(job);
    try {
      return job.done.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      job.done.cancel(false);
      throw HttpProblem.later(503, "It was not done in time; ask for less at once.", 10);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private synchronized void accept(Job job) {
    if (closed) {
      throw HttpProblem.later(503, "The server is stopping.", 10);
    }
    double seconds = cost / costPerSecond;
    // What comes first is always tried, whatever its length.
    boolean full = texts > 0 && (texts >= capacity || seconds > patienceSeconds);
    if (full) {
      throw HttpProblem.later(
          429, "Too many texts are waiting; try again later.", (int) Math.ceil(seconds / 2));
    }
    texts += job.questions.size();
    job.questions.forEach(question -> cost += question.cost());
    waiting.add(job);
    notifyAll();
  }

  private void work() {
    try {
      for (Job job = take(); job != null; job = take()) {
        Question question = job.next();
        long began = System.nanoTime();
        try {
          if (!job.done.isDone()) {
            Prediction prediction = answer(question);
            long nanos = System.nanoTime() - began;
            job.answers.add(new Answer(prediction, nanos / 1e6));
            metrics.predicted(question.tagger().info().name());
            learn(question.cost(), nanos / 1e9);
          }
        } catch (RuntimeException | Error e) {
          job.done.completeExceptionally(e);
        }
        finish(job, question);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Prediction answer(Question question) {
    return question.evidence() == 0
        ? question.tagger().predict(question.text())
        : question.tagger().predict(question.text(), question.evidence(), question.tag());
  }

  private synchronized @Nullable Job take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Job job = waiting.poll();
    computing += job == null ? 0 : 1;
    return job;
  }

  /** The other texts of a request go to the end of the queue. */
  private void finish(Job job, Question question) {
    boolean given = job.done.isDone();
    synchronized (this) {
      computing--;
      List<Question> over =
          given
              ? job.questions.subList(job.answers.size(), job.questions.size())
              : List.of(question);
      // A failed or abandoned request takes what is left of it out of the queue.
      texts -= over.size();
      over.forEach(one -> cost -= one.cost());
      if (!given && job.answers.size() < job.questions.size()) {
        waiting.add(job);
        notifyAll();
        return;
      }
      if (texts == 0) {
        cost = 0;
      }
    }
    job.done.complete(job.answers);
  }

  /** Those computed at the same time shared the processors, so the speed of all is a multiple. */
  private synchronized void learn(double done, double seconds) {
    costPerSecond = 0.9 * costPerSecond + 0.1 * computing * done / Math.max(1e-4, seconds);
  }

  synchronized long waitingTexts() {
    return texts;
  }

  /** Takes nothing more and computes what was accepted. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      long end = System.nanoTime() + deadline.toNanos();
      for (Thread worker : workers) {
        worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
