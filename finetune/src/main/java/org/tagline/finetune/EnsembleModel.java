package org.tagline.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagline.linear.LinearModel;
import org.tagline.tagger.LinearFiles;
import org.tagline.tagger.LinearTaggerModel;
import org.tagline.tagger.ModelCard;
import org.tagline.tagger.ModelKind;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerModel;

/**
 * A fine-tuned encoder and a linear model whose scores are added up, as in a product of experts
 * (Hinton, 2002, https://doi.org/10.1162/089976602760128018). The encoder's files lie as a {@link
 * TransformerModel}'s do, the linear model's in {@code linear} beside them.
 */
final class EnsembleModel implements TaggerModel {
  private static final String LINEAR = "linear";

  private final TransformerModel encoder;
  private final LinearModel linear;

  /**
   * Owns the encoder from now on.
   *
   * @param linear already multiplied by its weight
   */
  EnsembleModel(TransformerModel encoder, LinearModel linear) {
    this.encoder = encoder;
    this.linear = linear;
  }

  static EnsembleModel load(Path folder, TaggerInfo info) throws IOException {
    // First what leaves nothing behind where the other is damaged.
    LinearModel linear = LinearFiles.read(folder.resolve(LINEAR), info.tags().size());
    return new EnsembleModel(TransformerModel.load(folder, info), linear);
  }

  @Override
  public ModelKind kind() {
    return new EnsembleKind();
  }

  @Override
  public Reading read(String text) {
    LinearModel.Reading words = linear.read(text);
    Reading windows =
        encoder.read(text, (tag, sentences) -> LinearTaggerModel.bySentence(words, tag, sentences));
    return new Read(windows, words);
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
        words.origin() + ", a linear model learned beside it,",
        words.reading()
            + " Beside it a linear model weighs the text's words and pairs of neighbouring words ("
            + linear.vocabulary().terms().size()
            + " known); a tag's score is the sum of both. Read by other tools, this folder is the"
            + " encoder alone.");
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

  /** One text as both read it. */
  private record Read(Reading windowed, LinearModel.Reading words) implements Reading {

    @Override
    public int windows() {
      return windowed.windows();
    }

    @Override
    public int tokensRead() {
      return windowed.tokensRead();
    }

    @Override
    public int tokensTotal() {
      return windowed.tokensTotal();
    }

    @Override
    public float[] logits() {
      return plusWords(windowed.logits());
    }

    @Override
    public float[] quickLogits() {
      return plusWords(windowed.quickLogits());
    }

    private float[] plusWords(float[] logits) {
      float[] sum = words.logits();
      for (int tag = 0; tag < sum.length; tag++) {
        sum[tag] += logits[tag];
      }
      return sum;
    }

    @Override
    public List<Prediction.Evidence> evidence(int tag, int passages) {
      return windowed.evidence(tag, passages);
    }
  }
}
