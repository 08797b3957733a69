package org.tagline.tagger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Precision;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Choice;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;
import org.tagline.text.Windows;

/**
 * A trained tagger: texts in, tags with probabilities out. Thread-safe; {@link #close} frees the
 * weights and must wait for running predictions.
 */
public final class Tagger implements AutoCloseable {
  private final TaggerInfo info;
  private final TagSet tags;
  private final DocumentClassifier model;
  private final Tokenizer tokenizer;
  private final Windower windower;
  private final Inference inference;

  /** Puts a tagger together; it owns the model and the tokenizer from now on. */
  public Tagger(TaggerInfo info, DocumentClassifier model, Tokenizer tokenizer) {
    this.info = info;
    this.tags = new TagSet(info.tags());
    this.model = model;
    this.tokenizer = tokenizer;
    this.windower =
        new Windower(
            tokenizer, WindowPolicy.parse(info.windows(), info.maxTokens(), info.overlap()));
    this.inference = new Inference(model, Precision.parse(info.precision()));
  }

  public TaggerInfo info() {
    return info;
  }

  public TagSet tags() {
    return tags;
  }

  /** The same tagger under another description; it takes over the weights. */
  Tagger with(TaggerInfo description) {
    return new Tagger(description, model, tokenizer);
  }

  /** One a tag, for {@link Task#MULTI}. */
  float[] thresholds() {
    float[] thresholds = new float[info.thresholds().size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = info.thresholds().get(i);
    }
    return thresholds;
  }

  DocumentClassifier model() {
    return model;
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  /** Reads a text and tags it, without evidence. */
  public Prediction predict(String text) {
    Windows windows = windower.toRead(text);
    return prediction(windows, inference.logits(windows.windows()));
  }

  /**
   * Reads a text and tags it, with the sentences that spoke for its first tag.
   *
   * @param passages how many sentences at most
   */
  public Prediction predict(String text, int passages) {
    Windows windows = windower.toRead(text);
    float[] logits = inference.logits(windows.windows());
    Prediction prediction = prediction(windows, logits);
    int tag = tags.indexOf(prediction.tags().get(0).tag());
    EvidenceFinder finder = new EvidenceFinder(model, inference);
    return prediction.with(finder.find(text, windows.windows(), logits, tag, passages));
  }

  /** {@code [tags]} probabilities of a text, in the order of {@link #tags}. */
  public float[] probabilities(String text) {
    return probabilities(inference.logits(windower.toRead(text).windows()));
  }

  private Prediction prediction(Windows windows, float[] logits) {
    float[] probabilities = probabilities(logits);
    List<Prediction.Probability> ranked = new ArrayList<>();
    IntStream.range(0, tags.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]).thenComparing(i -> i))
        .forEach(i -> ranked.add(new Prediction.Probability(tags.name(i), probabilities[i])));
    return new Prediction(
        info.task(),
        predicted(probabilities),
        List.copyOf(ranked),
        windows.windows().size(),
        windows.tokensRead(),
        windows.tokensTotal(),
        List.of());
  }

  private List<String> predicted(float[] probabilities) {
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
    return probabilities(info.task(), logits, info.temperature());
  }

  static float[] probabilities(Task task, float[] logits, double temperature) {
    if (task == Task.SINGLE) {
      return Calibration.softmax(logits, temperature);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (1 / (1 + Math.exp(-logits[i] / temperature)));
    }
    return probabilities;
  }

  @Override
  public void close() {
    try (PointerScope scope = new PointerScope()) {
      model.close();
    }
    tokenizer.close();
  }
}
