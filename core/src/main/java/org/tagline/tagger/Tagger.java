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
 * A trained tagger: texts in, tags with probabilities out. What answers inside is one of several
 * kinds of model ({@link ModelKind}). Thread-safe; {@link #close} frees the weights and must wait
 * for running predictions.
 */
public final class Tagger implements AutoCloseable {
  /**
   * Where the two likeliest tags' logits are nearer than this, quick ones are not trusted: of 1,539
   * films no first tag was another one from 0.15 on, where one in twenty was nearer than 0.2.
   */
  public static final float CLOSE = 0.2f;

  /** By which a probability may differ where it is no close call: 0.08 was seen. */
  static final double QUICK_DIFFERENCE = 0.1;

  private final TaggerInfo info;
  private final TagSet tags;
  private final TaggerModel model;

  /** Puts a tagger together; it owns the model from now on. */
  public Tagger(TaggerInfo info, TaggerModel model) {
    this.info = info;
    this.tags = new TagSet(info.tags());
    this.model = model;
  }

  public TaggerInfo info() {
    return info;
  }

  public TagSet tags() {
    return tags;
  }

  /** Numbers that were learned. */
  public long parameters() {
    return model.parameters();
  }

  /** The same tagger under another description; it takes over the model. */
  public Tagger with(TaggerInfo description) {
    return new Tagger(description, model);
  }

  /** One a tag, for {@link Task#MULTI}. */
  float[] thresholds() {
    float[] thresholds = new float[info.thresholds().size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = info.thresholds().get(i);
    }
    return thresholds;
  }

  public TaggerModel model() {
    return model;
  }

  /** Reads a text and tags it, without evidence. */
  public Prediction predict(String text) {
    return prediction(model.read(text));
  }

  /**
   * Reads a text and tags it, with the sentences that spoke for its first tag.
   *
   * @param passages how many sentences at most
   */
  public Prediction predict(String text, int passages) {
    return predict(text, passages, null);
  }

  /**
   * Reads a text and tags it, with the sentences that spoke for one of its tags.
   *
   * @param passages how many sentences at most
   * @param tag one of {@link #tags}; null for the likeliest
   * @throws IllegalArgumentException for a tag that this tagger does not know
   */
  public Prediction predict(String text, int passages, @Nullable String tag) {
    if (tag != null && !tags.contains(tag)) {
      throw new IllegalArgumentException(
          "the tagger \"" + info.name() + "\" does not know the tag \"" + tag + "\"");
    }
    TaggerModel.Reading reading = model.read(text);
    Prediction prediction = prediction(reading);
    int index = tags.indexOf(tag == null ? prediction.tags().get(0).tag() : tag);
    return prediction.with(reading.evidence(index, passages));
  }

  /** {@code [tags]} probabilities of a text, in the order of {@link #tags}. */
  public float[] probabilities(String text) {
    return probabilities(logits(model.read(text)));
  }

  /** The same without a quick try. */
  public float[] exactProbabilities(String text) {
    return probabilities(model.read(text).logits());
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
   * Of exclusive tags the quick ones, computed again where it is a close call, so that the first
   * tag is the exact one's ({@link #CLOSE} says how surely). Each of many tags is a call of its
   * own, and one of them is always close.
   */
  private float[] logits(TaggerModel.Reading reading) {
    if (info.task() != Task.SINGLE) {
      return reading.logits();
    }
    float[] quick = reading.quickLogits();
    return Choice.lead(quick) < CLOSE ? reading.logits() : quick;
  }

  private @Nullable Band band(int tag, float probability) {
    Bands bands = info.bands();
    return bands == null ? null : bands.of(tag, probability, info.thresholds().get(tag));
  }

  /** The tags that probabilities in the order of {@link #tags} amount to. */
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

  @Override
  public void close() {
    model.close();
  }
}
