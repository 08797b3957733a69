package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagline.safetensors.FloatArrays;
import org.tagline.safetensors.FloatArrays.FloatArray;

/**
 * Baseline that returns the frequencies of the tags for every text. Other taggers are compared with
 * it.
 *
 * @param bias logits {@code [tags]}; not copied
 */
public record MajorityModel(float[] bias) implements TaggerModel {

  static MajorityModel load(Path folder, TaggerInfo info) throws IOException {
    Path file = folder.resolve("model.safetensors");
    return new MajorityModel(
        LinearFiles.values(file, FloatArrays.read(file), "bias", info.tags().size()));
  }

  @Override
  public ModelKind kind() {
    return new MajorityKind();
  }

  @Override
  public Reading read(String text, Cancellation cancellation) {
    return new MajorityReading(bias);
  }

  @Override
  public long parameters() {
    return bias.length;
  }

  @Override
  public ModelCard.Words words(TaggerInfo info) {
    return new ModelCard.Words(
        "Tag frequencies of the training films, counted",
        "The model does not read the text: every film gets the same prediction.");
  }

  @Override
  public void write(Path part, TaggerInfo info) throws IOException {
    FloatArrays.write(
        part.resolve("model.safetensors"),
        Map.of("bias", new FloatArray(new long[] {bias.length}, bias)));
  }

  @Override
  public void close() {
    // Owns no native memory.
  }

  private record MajorityReading(float[] logits) implements Reading {

    @Override
    public int windows() {
      return 0;
    }

    @Override
    public int tokensRead() {
      return 0;
    }

    @Override
    public int tokensTotal() {
      return 0;
    }

    @Override
    public List<Prediction.Evidence> evidence(int tag, int passages) {
      return List.of();
    }
  }
}
