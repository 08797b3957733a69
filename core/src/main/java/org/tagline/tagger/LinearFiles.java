package org.tagline.tagger;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.tagline.files.AtomicFolder;
import org.tagline.files.BoundedFile;
import org.tagline.linear.LinearModel;
import org.tagline.linear.Vocabulary;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.FloatArrays;
import org.tagline.safetensors.FloatArrays.FloatArray;

/**
 * Reads and writes a linear model as files: {@code config.json} with the stop words, {@code
 * vocabulary.txt} with one term per line, and {@code model.safetensors} with {@code idf [terms]},
 * {@code weight [tags, terms]} and {@code bias [tags]}.
 */
public final class LinearFiles {
  private static final String TYPE = "tagline-linear";

  /** Largest vocabulary in bytes: some three million terms. */
  private static final int MAX_VOCABULARY = 64 << 20;

  private LinearFiles() {}

  /** The content of {@code config.json}. */
  private record Config(String model_type, int longest_term, List<String> common_words) {}

  /**
   * Writes a model into an existing folder.
   *
   * @param half store the weights as float16
   */
  public static void write(Path folder, LinearModel model, boolean half) throws IOException {
    Vocabulary vocabulary = model.vocabulary();
    Config config =
        new Config(TYPE, vocabulary.longestTerm(), List.copyOf(new TreeSet<>(vocabulary.common())));
    AtomicFolder.writeForced(
        folder.resolve("config.json"), TaggerJson.STRICT.writeValueAsBytes(config));
    AtomicFolder.writeForced(
        folder.resolve("vocabulary.txt"),
        (String.join("\n", vocabulary.terms()) + "\n").getBytes(StandardCharsets.UTF_8));
    int terms = vocabulary.terms().size();
    float[] weights = new float[Math.multiplyExact(model.weights().length, terms)];
    for (int tag = 0; tag < model.weights().length; tag++) {
      System.arraycopy(model.weights()[tag], 0, weights, tag * terms, terms);
    }
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("idf", new FloatArray(new long[] {terms}, vocabulary.inverseFrequency()));
    arrays.put("weight", new FloatArray(new long[] {model.weights().length, terms}, weights, half));
    arrays.put("bias", new FloatArray(new long[] {model.bias().length}, model.bias()));
    FloatArrays.write(folder.resolve("model.safetensors"), arrays);
  }

  /**
   * Reads a model.
   *
   * @param tags number of tags
   * @throws IOException if a file is missing, an array is missing, unexpected or of another shape,
   *     or a term is repeated
   */
  public static LinearModel read(Path folder, int tags) throws IOException {
    Path file = folder.resolve("model.safetensors");
    Map<String, FloatArray> arrays = FloatArrays.read(file);
    if (!arrays.keySet().equals(java.util.Set.of("idf", "weight", "bias"))) {
      throw new CheckpointException(
          file.toString(), "must hold idf, weight and bias, not " + arrays.keySet());
    }
    // One line more than the weights have, so that a difference is reported as one.
    int most = Objects.requireNonNull(arrays.get("idf")).values().length + 1;
    List<String> terms = BoundedFile.lines(folder.resolve("vocabulary.txt"), MAX_VOCABULARY, most);
    float[] idf = values(file, arrays, "idf", terms.size());
    float[] flat = values(file, arrays, "weight", tags, terms.size());
    float[][] weights = new float[tags][];
    for (int tag = 0; tag < tags; tag++) {
      weights[tag] = Arrays.copyOfRange(flat, tag * terms.size(), (tag + 1) * terms.size());
    }
    try {
      Config config =
          TaggerJson.STRICT.readValue(
              BoundedFile.bytes(folder.resolve("config.json"), BoundedFile.SETTINGS), Config.class);
      if (!config.model_type().equals(TYPE)
          || config.longest_term() < 1
          || config.longest_term() > 2) {
        throw new IOException(
            folder.resolve("config.json")
                + " does not describe a linear model that this version can read");
      }
      Vocabulary vocabulary =
          new Vocabulary(new TreeSet<>(config.common_words()), terms, idf, config.longest_term());
      return new LinearModel(vocabulary, weights, values(file, arrays, "bias", tags));
    } catch (JsonProcessingException e) {
      throw new IOException(folder.resolve("config.json") + " is damaged", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(folder + " is damaged: " + e.getMessage(), e);
    }
  }

  static float[] values(Path file, Map<String, FloatArray> arrays, String name, long... shape)
      throws CheckpointException {
    FloatArray array = arrays.get(name);
    if (array == null || !Arrays.equals(array.shape(), shape)) {
      throw new CheckpointException(
          file.toString(),
          name
              + " should have the shape "
              + Arrays.toString(shape)
              + (array == null ? " but is missing" : " but has " + Arrays.toString(array.shape())));
    }
    return array.values();
  }
}
