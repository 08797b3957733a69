package org.tagline.tagger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Choice;
import org.tagline.evaluate.PlattScaling;

/**
 * A trained tagger, which predicts tags with probabilities for texts. It holds a model of one of
 * several kinds ({@link ModelKind}). Thread-safe. {@link #close} may run during predictions: they
 * finish, and the last of them frees the weights.
 */
public final class Tagger implements AutoCloseable {
  /**
   * Smallest margin between the two highest logits of the INT8 pass at which its result is used. On
   * 1,539 films the INT8 pass changed no predicted tag at margins of 0.15 or more.
   */
  public static final float MARGIN = 0.2f;

  /** Largest accepted probability error of the INT8 pass. The largest observed error was 0.08. */
  static final double INT8_TOLERANCE = 0.1;

  private final TaggerInfo info;
  private final TagSet tags;
  private final TaggerModel model;
  private final Lease lease;

  /** Creates a tagger, which takes ownership of the model. */
  public Tagger(TaggerInfo info, TaggerModel model) {
    this(info, model, new Lease(model::close));
  }

  private Tagger(TaggerInfo info, TaggerModel model, Lease lease) {
    this.info = info;
    this.tags = new TagSet(info.tags());
    this.model = model;
    this.lease = lease;
  }

  public TaggerInfo info() {
    return info;
  }

  public TagSet tags() {
    return tags;
  }

  /** Returns the number of trained parameters. */
  public long parameters() {
    return lease.use(model::parameters);
  }

  /** Returns a tagger with the same model and another description. Closing either closes both. */
  public Tagger with(TaggerInfo description) {
    return new Tagger(description, model, lease);
  }

  /** Returns one threshold per tag for {@link Task#MULTI}. */
  float[] thresholds() {
    float[] thresholds = new float[info.thresholds().size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = info.thresholds().get(i);
    }
    return thresholds;
  }

  /** Returns the model, which must not be used after {@link #close}. */
  public TaggerModel model() {
    return model;
  }

  /** Predicts the tags of a text, without evidence. */
  public Prediction predict(String text) {
    return predict(text, 0);
  }

  /**
   * Predicts the tags of a text, with the sentences that support the most probable tag.
   *
   * @param passages largest number of sentences
   */
  public Prediction predict(String text, int passages) {
    return predict(text, passages, null);
  }

  /** Predicts the tags of a text like {@link #predict(String, int, String, Cancellation)}. */
  public Prediction predict(String text, int passages, @Nullable String tag) {
    return predict(text, passages, tag, Cancellation.NEVER);
  }

  /**
   * Predicts the tags of a text, with the sentences that support a tag.
   *
   * @param passages largest number of sentences
   * @param tag one of {@link #tags}; null for the most probable
   * @param cancellation stops the prediction
   * @throws IllegalArgumentException if the tagger does not have the tag
   * @throws IllegalStateException if the tagger is closed
   * @throws java.util.concurrent.CancellationException if the prediction was stopped
   */
  public Prediction predict(
      String text, int passages, @Nullable String tag, Cancellation cancellation) {
    if (tag != null && !tags.contains(tag)) {
      throw new IllegalArgumentException(
          "the tagger \"" + info.name() + "\" does not know the tag \"" + tag + "\"");
    }
    return lease.use(
        () -> {
          TaggerModel.Reading reading = model.read(text, cancellation);
          Prediction prediction = prediction(reading);
          if (passages == 0) {
            return prediction;
          }
          int index = tags.indexOf(tag == null ? prediction.tags().get(0).tag() : tag);
          return prediction.with(reading.evidence(index, passages));
        });
  }

  /** Returns the probabilities of a text, {@code [tags]} in the order of {@link #tags}. */
  public float[] probabilities(String text) {
    return probabilities(text, Cancellation.NEVER);
  }

  /**
   * Returns the probabilities of a text like {@link #probabilities(String)}.
   *
   * @throws java.util.concurrent.CancellationException if the prediction was stopped
   */
  public float[] probabilities(String text, Cancellation cancellation) {
    return lease.use(() -> probabilities(logits(model.read(text, cancellation))));
  }

  /** Returns the probabilities of a text without the INT8 pass. */
  public float[] exactProbabilities(String text) {
    return lease.use(() -> probabilities(model.read(text).logits()));
  }

  private Prediction prediction(TaggerModel.Reading reading) {
    float[] probabilities = probabilities(logits(reading));
    List<Prediction.Probability> ranked = new ArrayList<>();
    IntStream.range(0, tags.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]).thenComparing(i -> i))
        .forEach(
            i ->
                ranked.add(
                    new Prediction.Probability(
                        tags.name(i), probabilities[i], band(i, probabilities[i]))));
    return new Prediction(
        info.task(),
        predicted(probabilities),
        List.copyOf(ranked),
        reading.windows(),
        reading.tokensRead(),
        reading.tokensTotal(),
        List.of());
  }

  /**
   * Returns the logits of the INT8 pass if their margin is at least {@link #MARGIN}, otherwise
   * exact logits. Always returns exact logits for {@link Task#MULTI}, because one of many tags is
   * nearly always close to its threshold.
   */
  private float[] logits(TaggerModel.Reading reading) {
    if (info.task() != Task.SINGLE) {
      return reading.logits();
    }
    float[] approximate = reading.approximateLogits();
    return Choice.lead(approximate) < MARGIN ? reading.logits() : approximate;
  }

  private @Nullable Band band(int tag, float probability) {
    Bands bands = info.bands();
    return bands == null ? null : bands.of(tag, probability, info.thresholds().get(tag));
  }

  /** Returns the predicted tags for probabilities in the order of {@link #tags}. */
  public List<String> predicted(float[] probabilities) {
    if (info.task() == Task.SINGLE) {
      return List.of(tags.name(Choice.best(probabilities)));
    }
    return IntStream.range(0, tags.size())
        .filter(i -> probabilities[i] >= info.thresholds().get(i))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
        .map(tags::name)
        .toList();
  }

  private float[] probabilities(float[] logits) {
    return probabilities(info.task(), logits, info.temperature(), info.calibration());
  }

  /**
   * Returns probabilities for logits: softmax for one tag per film, calibrated sigmoids for many.
   */
  public static float[] probabilities(
      Task task, float[] logits, double temperature, List<PlattScaling> calibration) {
    if (task == Task.SINGLE) {
      return Calibration.softmax(logits, temperature);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      PlattScaling scaling = calibration.isEmpty() ? PlattScaling.NONE : calibration.get(i);
      probabilities[i] = scaling.probability(logits[i] / temperature);
    }
    return probabilities;
  }

  /** Refuses further predictions and frees the weights when the last running one has ended. */
  @Override
  public void close() {
    lease.close();
  }
}
