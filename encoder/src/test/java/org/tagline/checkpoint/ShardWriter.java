package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.files.JsonFiles;

/** Writes weights to three files of any format, with an index. */
public final class ShardWriter {

  private ShardWriter() {}

  /** Writes one shard. */
  @FunctionalInterface
  public interface FileWriter {
    void write(Path file, Map<String, Tensor> tensors) throws IOException;
  }

  /** Writes {@code index} and, in its folder, the shards {@code STEM-0000N-of-00003SUFFIX}. */
  public static void write(
      Path index, String stem, String suffix, Map<String, Tensor> tensors, FileWriter writer)
      throws IOException {
    Map<String, String> places = new LinkedHashMap<>();
    Map<String, Map<String, Tensor>> shards = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      String shard = stem + "-0000" + (1 + i++ % 3) + "-of-00003" + suffix;
      places.put(entry.getKey(), shard);
      shards
          .computeIfAbsent(shard, s -> new LinkedHashMap<>())
          .put(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, Map<String, Tensor>> shard : shards.entrySet()) {
      writer.write(index.resolveSibling(shard.getKey()), shard.getValue());
    }
    JsonFiles.COMPACT.writeValue(
        index.toFile(), Map.of("metadata", Map.of(), "weight_map", places));
  }
}
