package org.tagline.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.files.JsonFiles;
import org.tagline.files.Sha256;
import org.tagline.text.Window;
import org.tagline.train.loss.Loss;

/**
 * Fine-tunes a classifier as a {@link TrainingPlan} says.
 *
 * <p>The randomness of a step depends only on the seed and the step's number, so a training that
 * resumes from a checkpoint ends with the same weights as an uninterrupted one. Not thread-safe.
 */
public final class Trainer {
  private final DocumentClassifier model;
  private final Method method;
  private final Loss loss;
  private final TrainingPlan plan;
  private final @Nullable Validation validation;
  private final @Nullable Checkpoints checkpoints;
  private final @Nullable Path cache;
  private final TrainingListener listener;
  private final Map<String, Tensor> best = new LinkedHashMap<>();

  /**
   * Creates a trainer; nothing is changed until {@link #train}.
   *
   * @param method the plan's method
   * @param validation measures each epoch, or null to keep the last epoch's weights
   * @param checkpoints where checkpoints are written, or null to write none
   * @param cache folder in which the vectors of unchanged layers are kept from one training to the
   *     next, or null to delete them afterwards
   */
  public Trainer(
      DocumentClassifier model,
      Method method,
      Loss loss,
      TrainingPlan plan,
      @Nullable Validation validation,
      @Nullable Checkpoints checkpoints,
      @Nullable Path cache,
      TrainingListener listener) {
    this.model = model;
    this.method = method;
    this.loss = loss;
    this.plan = plan;
    this.validation = validation;
    this.checkpoints = checkpoints;
    this.cache = cache;
    this.listener = listener;
  }

  /**
   * Trains the model and leaves the best epoch's weights in it.
   *
   * <p>Throws {@link TrainingFailedException} when the loss becomes NaN or infinite, and {@link
   * IOException} when a checkpoint cannot be read or written.
   *
   * @param resume whether to continue from the newest checkpoint, which must belong to the same
   *     plan, base and examples
   */
  public TrainingResult train(List<Example> examples, boolean resume) throws IOException {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("there is no example to train on");
    }
    int examplesPerStep = Math.multiplyExact(plan.batch(), plan.accumulation());
    long stepsPerEpoch = (examples.size() + examplesPerStep - 1L) / examplesPerStep;
    long steps = stepsPerEpoch * plan.epochs();
    LinearSchedule schedule =
        new LinearSchedule(plan.learningRate(), Math.round(plan.warmup() * steps), steps);
    method.check(plan, model);
    try (Method.Session session = method.begin(model, plan, cache);
        AdamW optimizer = new AdamW(session.trained(), plan.weightDecay());
        GradientStep gradients = gradients(session)) {
      session.prepare(examples, listener);
      Map<String, Tensor> trained = session.trained();
      TrainingState state = begin(fingerprint(examples), trained, optimizer, resume);
      Pace pace = new Pace();
      boolean stopped = stoppedEarly(state);
      while (state.step() < steps && !stopped) {
        int epoch = (int) (state.step() / stepsPerEpoch);
        int inEpoch = (int) (state.step() % stepsPerEpoch);
        long began = System.nanoTime();
        List<Example> batch =
            Batches.epoch(examples, examplesPerStep, plan.seed(), epoch).get(inEpoch);
        optimizer.zeroGradients();
        double batchLoss = gradients.accumulate(batch, state.step());
        double norm = optimizer.clip(plan.maxGradientNorm());
        if (!Double.isFinite(batchLoss) || !Double.isFinite(norm)) {
          throw diverged(state);
        }
        optimizer.step(schedule.rate(state.step()));
        int windows = batch.stream().mapToInt(e -> e.windows().size()).sum();
        double seconds = (System.nanoTime() - began) / 1e9;
        state = state.afterStep(batchLoss, seconds, batch.size(), windows);
        pace.add(windows, seconds);
        listener.onStep(
            new TrainingListener.Step(
                state.step(),
                steps,
                epoch + 1,
                state.epochLossSum() / (inEpoch + 1),
                pace.windowsPerSecond(),
                pace.secondsPerStep() * (steps - state.step())));
        if (inEpoch + 1 == stepsPerEpoch) {
          state = endEpoch(state, epoch + 1, stepsPerEpoch, session);
          stopped = stoppedEarly(state);
        }
        if (plan.checkpointEvery() > 0
            && (state.step() % plan.checkpointEvery() == 0 || state.step() == steps || stopped)) {
          write(state, trained, optimizer);
        }
      }
      restoreBest(trained);
      session.finish();
      return new TrainingResult(
          state.epochs(),
          state.bestEpoch(),
          state.step(),
          state.lossSum() / state.step(),
          state.seconds(),
          state.samples(),
          state.windows());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      model.parameters().requireGradients(false);
      best.values().forEach(Tensor::close);
      best.clear();
    }
  }

  private GradientStep gradients(Method.Session session) {
    Precision precision = Precision.parse(plan.precision());
    Pass pass =
        plan.dropout() < 0
            ? model.trainingPass(precision)
            : model.trainingPass(precision, plan.dropout());
    int workers = Engine.trainingWorkers(precision);
    MicroBatchGradients gradients =
        new MicroBatchGradients(
            model, loss, session.tokenBudget(plan) / workers, session.vectors());
    return new GradientStep(gradients, plan.seed(), session.trained(), pass, workers);
  }

  private TrainingState begin(
      String fingerprint, Map<String, Tensor> trained, AdamW optimizer, boolean resume)
      throws IOException {
    if (checkpoints == null) {
      return TrainingState.start(fingerprint);
    }
    Optional<Checkpoints.Stored> stored = resume ? checkpoints.read() : Optional.empty();
    if (stored.isEmpty()) {
      checkpoints.clear();
      return TrainingState.start(fingerprint);
    }
    Map<String, Tensor> tensors = stored.get().tensors();
    try (NoGradGuard noGrad = new NoGradGuard()) {
      TrainingState state = stored.get().state();
      if (!state.fingerprint().equals(fingerprint)) {
        throw new IllegalArgumentException(
            "the checkpoint belongs to another plan, base or set of examples; resume with the same"
                + " options and catalogue, or train again without --resume");
      }
      copy(Checkpoints.under("weight", tensors), trained);
      optimizer.restore(Checkpoints.under("optimizer", tensors), state.step());
      Checkpoints.under("best", tensors).forEach((name, tensor) -> best.put(name, tensor.clone()));
      return state;
    } finally {
      tensors.values().forEach(Tensor::close);
    }
  }

  private TrainingState endEpoch(
      TrainingState state, int epoch, long stepsPerEpoch, Method.Session session) {
    long began = System.nanoTime();
    double trainLoss = state.epochLossSum() / stepsPerEpoch;
    Validation.Result measured =
        validation == null ? null : validation.measure(model, session.vectors());
    boolean better = measured == null || measured.score() > state.bestScore();
    if (better && measured != null) {
      best.values().forEach(Tensor::close);
      best.clear();
      session.trained().forEach((name, w) -> best.put(name, w.detach().clone()));
    }
    TrainingListener.Epoch ended = new TrainingListener.Epoch(epoch, trainLoss, measured, better);
    listener.onEpoch(ended);
    return state.afterEpoch(ended, (System.nanoTime() - began) / 1e9);
  }

  private boolean stoppedEarly(TrainingState state) {
    return plan.patience() > 0
        && validation != null
        && state.epochs().size() - state.bestEpoch() >= plan.patience();
  }

  private void write(TrainingState state, Map<String, Tensor> trained, AdamW optimizer)
      throws IOException {
    if (checkpoints != null) {
      listener.onCheckpoint(
          checkpoints.write(state, Checkpoints.gather(trained, best, optimizer.state())));
    }
  }

  private void restoreBest(Map<String, Tensor> trained) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      copy(best, trained);
    }
  }

  private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
    from.forEach(
        (name, tensor) -> {
          Tensor target = to.get(name);
          if (target == null) {
            throw new IllegalArgumentException("the checkpoint has an unknown weight " + name);
          }
          target.copy_(tensor);
        });
  }

  private TrainingFailedException diverged(TrainingState state) throws IOException {
    Optional<Path> last = checkpoints == null ? Optional.empty() : checkpoints.newest();
    return new TrainingFailedException(
        "the loss became NaN or infinite at step "
            + (state.step() + 1)
            + "; train again with a lower learning rate than "
            + plan.learningRate()
            + " or --precision fp32"
            + last.map(path -> " (the last good checkpoint is " + path + ")").orElse(""));
  }

  /**
   * Returns the SHA-256 of the plan, the base's configuration and every example's id, tokens and
   * target.
   */
  private String fingerprint(List<Example> examples) {
    MessageDigest digest = Sha256.digest();
    try {
      digest.update(JsonFiles.COMPACT.writeValueAsBytes(plan));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    digest.update(model.config().json().toString().getBytes(StandardCharsets.UTF_8));
    for (Example example : examples) {
      digest.update(example.id().getBytes(StandardCharsets.UTF_8));
      for (Window window : example.windows()) {
        ByteBuffer ids = ByteBuffer.allocate(4 * window.size());
        ids.asIntBuffer().put(window.ids());
        digest.update(ids);
      }
      for (float target : example.target()) {
        digest.update((byte) (target > 0 ? 1 : 0));
      }
    }
    return Sha256.hex(digest);
  }
}
