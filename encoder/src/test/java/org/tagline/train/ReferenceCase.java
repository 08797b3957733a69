package org.tagline.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.tagline.base.BaseEncoders;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.TokenBatch;
import org.tagline.encoder.WindowPooling;
import org.tagline.files.JsonFiles;

/**
 * A tiny model in the hub's layout and the results of the reference implementation.
 *
 * @param folder folder with config.json and the weights
 * @param owner folder of case.json: the same folder, or the one with the same weights in another
 *     format
 * @param expected contents of case.json
 */
public record ReferenceCase(Path folder, Path owner, JsonNode expected) {

  /** Returns the cases in a folder whose architectures are supported. */
  static List<ReferenceCase> in(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("config.json")))
          .sorted()
          .flatMap(folder -> of(root, folder).stream())
          .toList();
    }
  }

  private static List<ReferenceCase> of(Path root, Path folder) {
    try {
      if (!Architectures.supports(ModelConfig.read(folder.resolve("config.json")).modelType())) {
        return List.of();
      }
      // A folder such as bert-bin-zip contains the weights of bert in another format.
      String name = folder.getFileName().toString();
      for (String owner = name; ; owner = owner.substring(0, owner.lastIndexOf('-'))) {
        Path expected = root.resolve(owner).resolve("case.json");
        if (Files.exists(expected)) {
          return List.of(
              new ReferenceCase(
                  folder, root.resolve(owner), JsonFiles.COMPACT.readTree(expected.toFile())));
        }
        if (owner.indexOf('-') < 0) {
          return List.of();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** Returns whether the weights are those of the reference, rounded to 16 bits. */
  boolean rounded() {
    return name().endsWith("-bf16") || name().endsWith("-f16");
  }

  DocumentClassifier load() throws IOException {
    var base = BaseEncoders.resolve(folder.toString());
    var loaded =
        ModelLoader.load(
            base.config(),
            base.weights(),
            WindowPooling.CLS,
            HeadKind.PUBLISHED,
            expected.get("logits").get(0).size());
    if (!loaded.fresh().isEmpty()) {
      throw new IllegalStateException("weights were not found: " + loaded.fresh());
    }
    return loaded.model();
  }

  TokenBatch inputs() {
    int[][] ids = rows("input_ids");
    int[][] types =
        expected.has("token_type_ids")
            ? rows("token_type_ids")
            : new int[ids.length][ids[0].length];
    return TokenBatch.of(ids, rows("attention_mask"), types);
  }

  /** Returns single-label targets as one-hot rows. */
  float[][] labels() {
    int tags = expected.get("logits").get(0).size();
    float[][] targets = new float[expected.get("labels").size()][tags];
    for (int i = 0; i < targets.length; i++) {
      targets[i][expected.get("labels").get(i).asInt()] = 1;
    }
    return targets;
  }

  double number(String key) {
    return expected.get(key).asDouble();
  }

  float[] floats(String key) {
    float[] values = new float[expected.get(key).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) expected.get(key).get(i).asDouble();
    }
    return values;
  }

  float[][] matrix(String key) {
    return JsonFiles.COMPACT.convertValue(expected.get(key), float[][].class);
  }

  private int[][] rows(String key) {
    return JsonFiles.COMPACT.convertValue(expected.get(key), int[][].class);
  }

  static Tensor tensor(float[][] rows) {
    Tensor tensor = Tensor.create(flat(rows), rows.length, rows[0].length);
    return tensor;
  }

  static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  public static float[] values(Tensor tensor) {
    Tensor contiguous = tensor.detach().contiguous();
    float[] values = new float[(int) contiguous.numel()];
    contiguous.data_ptr_float().get(values);
    return values;
  }
}
