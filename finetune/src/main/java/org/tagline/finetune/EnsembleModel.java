package org.tagline.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagline.linear.LinearModel;
import org.tagline.tagger.Cancellation;
import org.tagline.tagger.LinearFiles;
import org.tagline.tagger.LinearTaggerModel;
import org.tagline.tagger.ModelCard;
import org.tagline.tagger.ModelKind;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerModel;

/**
 * Ensemble that adds the logits of a fine-tuned encoder and a linear model, a product of experts
 * (Hinton, 2002, https://doi.org/10.1162/089976602760128018). The files of the encoder are those of
 * a {@link TransformerModel}; the linear model is in the folder {@code linear}.
 */
final class EnsembleModel implements TaggerModel {
  private static final String LINEAR = "linear";

  private final TransformerModel encoder;
  private final LinearModel linear;

  /**
   * Creates an ensemble, which takes ownership of the encoder.
   *
   * @param linear linear model, already multiplied by its weight
   */
  EnsembleModel(TransformerModel encoder, LinearModel linear) {
    this.encoder = encoder;
    this.linear = linear;
  }

  static EnsembleModel load(Path folder, TaggerInfo info) throws IOException {
    // The linear model first: it owns no native memory, so nothing leaks if the encoder is damaged.
    LinearModel linear = LinearFiles.read(folder.resolve(LINEAR), info.tags().size());
    return new EnsembleModel(TransformerModel.load(folder, info), linear);
  }

  @Override
  public ModelKind kind() {
    return new EnsembleKind();
  }

  @Override
  public Reading read(String text, Cancellation cancellation) {
    LinearModel.ScoredText scored = linear.read(text);
    Reading encoded =
        encoder.read(
            text,
            (tag, sentences) -> LinearTaggerModel.bySentence(scored, tag, sentences),
            cancellation);
    return new EnsembleReading(encoded, scored);
  }

  @Override
  public Map<String, String> versions() {
    return encoder.versions();
  }

  @Override
  public long parameters() {
    return encoder.parameters() + new LinearTaggerModel(linear, false).parameters();
  }

  @Override
  public ModelCard.Words words(TaggerInfo info) {
    ModelCard.Words words = encoder.words(info);
    return new ModelCard.Words(
        words.origin() + ", combined with a linear model,",
        words.reading()
            + " A linear model weights the words and word pairs of the text ("
            + linear.vocabulary().terms().size()
            + " terms); the score of a tag is the sum of both. Other tools load only the encoder from"
            + " this folder.");
  }

  @Override
  public void write(Path part, TaggerInfo info) throws IOException {
    encoder.write(part, info);
    LinearFiles.write(Files.createDirectory(part.resolve(LINEAR)), linear, false);
  }

  @Override
  public void close() {
    encoder.close();
  }

  /** A text as both models read it. */
  private record EnsembleReading(Reading encoded, LinearModel.ScoredText scored)
      implements Reading {

    @Override
    public int windows() {
      return encoded.windows();
    }

    @Override
    public int tokensRead() {
      return encoded.tokensRead();
    }

    @Override
    public int tokensTotal() {
      return encoded.tokensTotal();
    }

    @Override
    public float[] logits() {
      return plusLinear(encoded.logits());
    }

    @Override
    public float[] approximateLogits() {
      return plusLinear(encoded.approximateLogits());
    }

    private float[] plusLinear(float[] logits) {
      float[] sum = scored.logits();
      for (int tag = 0; tag < sum.length; tag++) {
        sum[tag] += logits[tag];
      }
      return sum;
    }

    @Override
    public List<Prediction.Evidence> evidence(int tag, int passages) {
      return encoded.evidence(tag, passages);
    }
  }
}
