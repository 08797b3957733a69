package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagline.linear.LinearModel;

/**
 * Linear model over TF-IDF vectors. Its evidence is exact: the contribution of each sentence to the
 * logit.
 */
public final class LinearTaggerModel implements TaggerModel {
  private final LinearModel model;
  private final boolean half;

  /**
   * Creates a tagger model.
   *
   * @param half store the weights as float16
   */
  public LinearTaggerModel(LinearModel model, boolean half) {
    this.model = model;
    this.half = half;
  }

  static LinearTaggerModel load(Path folder, TaggerInfo info) throws IOException {
    return new LinearTaggerModel(LinearFiles.read(folder, info.tags().size()), false);
  }

  @Override
  public ModelKind kind() {
    return new LinearKind();
  }

  @Override
  public Reading read(String text, Cancellation cancellation) {
    cancellation.check();
    return new LinearReading(text, model.read(text), cancellation);
  }

  @Override
  public long parameters() {
    return (long) model.bias().length * (model.vocabulary().terms().size() + 1);
  }

  @Override
  public ModelCard.Words words(TaggerInfo info) {
    return new ModelCard.Words(
        "TF-IDF and logistic regression, trained",
        "The model weights the words and word pairs of a text, of which it knows "
            + model.vocabulary().terms().size()
            + ", by their frequency in the text and their rarity; it ignores word order beyond pairs.");
  }

  @Override
  public void write(Path part, TaggerInfo info) throws IOException {
    LinearFiles.write(part, model, half);
  }

  @Override
  public void close() {
    // Owns no native memory.
  }

  public LinearModel model() {
    return model;
  }

  /** Returns the contribution of each sentence to the logit of a tag. */
  public static double[] bySentence(
      LinearModel.ScoredText scored, int tag, List<Sentences.Span> sentences) {
    return scored.contributions(tag, sentences.stream().mapToInt(Sentences.Span::start).toArray());
  }

  /** A text scored by the linear model. */
  private record LinearReading(
      String text, LinearModel.ScoredText scored, Cancellation cancellation) implements Reading {

    @Override
    public int windows() {
      return 1;
    }

    @Override
    public int tokensRead() {
      return scored.words();
    }

    @Override
    public int tokensTotal() {
      return scored.words();
    }

    @Override
    public float[] logits() {
      cancellation.check();
      return scored.logits();
    }

    @Override
    public List<Prediction.Evidence> evidence(int tag, int passages) {
      cancellation.check();
      List<Sentences.Span> sentences = Sentences.of(text);
      List<Prediction.Evidence> evidence = new ArrayList<>();
      if (sentences.size() < 2) {
        return evidence;
      }
      cancellation.check();
      double[] weights = bySentence(scored, tag, sentences);
      for (int i = 0; i < weights.length; i++) {
        Sentences.Span span = sentences.get(i);
        if (weights[i] > 0) {
          evidence.add(
              new Prediction.Evidence(
                  span.start(), span.end(), text.substring(span.start(), span.end()), weights[i]));
        }
      }
      evidence.sort(Comparator.comparingDouble(Prediction.Evidence::weight).reversed());
      return evidence.subList(0, Math.min(passages, evidence.size()));
    }
  }
}
