package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagline.linear.LinearModel;

/** TF-IDF and logistic regression. Its evidence is exact: what each sentence's terms add. */
public final class LinearTaggerModel implements TaggerModel {
  private final LinearModel model;
  private final boolean half;

  /**
   * A model.
   *
   * @param half its weights are kept as float16
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
  public Reading read(String text) {
    return new Read(text, model.read(text));
  }

  @Override
  public long parameters() {
    return (long) model.bias().length * (model.vocabulary().terms().size() + 1);
  }

  @Override
  public ModelCard.Words words(TaggerInfo info) {
    return new ModelCard.Words(
        "TF-IDF and logistic regression, learned",
        "A text's words and pairs of neighbouring words, "
            + model.vocabulary().terms().size()
            + " known in all, are weighed by how often they stand in it and how rare they are;"
            + " word order beyond that is not seen.");
  }

  @Override
  public void write(Path part, TaggerInfo info) throws IOException {
    LinearFiles.write(part, model, half);
  }

  @Override
  public void close() {
    // Owns nothing but heap.
  }

  public LinearModel model() {
    return model;
  }

  /** What each sentence's terms add to a tag's logit. */
  public static double[] bySentence(
      LinearModel.Reading reading, int tag, List<Sentences.Span> sentences) {
    return reading.contributions(tag, sentences.stream().mapToInt(Sentences.Span::start).toArray());
  }

  /** One text's terms. */
  private record Read(String text, LinearModel.Reading reading) implements Reading {

    @Override
    public int windows() {
      return 1;
    }

    @Override
    public int tokensRead() {
      return reading.words();
    }

    @Override
    public int tokensTotal() {
      return reading.words();
    }

    @Override
    public float[] logits() {
      return reading.logits();
    }

    @Override
    public List<Prediction.Evidence> evidence(int tag, int passages) {
      List<Sentences.Span> sentences = Sentences.of(text);
      List<Prediction.Evidence> evidence = new ArrayList<>();
      if (sentences.size() < 2) {
        return evidence;
      }
      double[] weights = bySentence(reading, tag, sentences);
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
