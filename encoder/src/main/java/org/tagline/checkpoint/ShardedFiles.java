package org.tagline.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;
import org.tagline.safetensors.CheckpointException;

/**
 * Weights in several files, with an index that maps tensors to files.
 *
 * <p>The tables of contents of all shards are compared with the index before any tensor is read.
 *
 * @param fileName name of the index
 * @param opener opens a shard
 */
record ShardedFiles(String fileName, WeightFile.Opener opener) implements CheckpointFormat {
  private static final int MAX_SHARDS = 1000;
  private static final int MAX_TOKENS = 200_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFiles.factory(MAX_TOKENS))
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Override
  public List<Path> files(Path folder) throws IOException {
    return index(folder).keySet().stream().map(folder::resolve).toList();
  }

  @Override
  public Map<String, Tensor> read(Path folder) throws IOException {
    List<WeightFile> shards = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Set<String>> shard : index(folder).entrySet()) {
        WeightFile file = opener.open(folder.resolve(shard.getKey()));
        shards.add(file);
        compare(folder.resolve(shard.getKey()), shard.getValue(), file.names());
      }
      for (WeightFile shard : shards) {
        tensors.putAll(shard.tensors());
      }
      return tensors;
    } catch (IOException | RuntimeException e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    } finally {
      for (WeightFile shard : shards) {
        shard.close();
      }
    }
  }

  private void compare(Path shard, Set<String> indexed, Set<String> present)
      throws CheckpointException {
    for (String name : indexed) {
      if (!present.contains(name)) {
        throw new CheckpointException(
            shard.toString(), "lacks " + name + ", which " + fileName + " says it holds");
      }
    }
    for (String name : present) {
      if (!indexed.contains(name)) {
        throw new CheckpointException(
            shard.toString(), "holds " + name + ", which " + fileName + " does not assign to it");
      }
    }
  }

  /**
   * Reads the index: the names of the tensors by shard. Shards must be files in the index's folder.
   */
  private Map<String, Set<String>> index(Path folder) throws IOException {
    Path file = folder.resolve(fileName);
    if (Files.size(file) > BoundedFile.NAMES) {
      throw new CheckpointException(file.toString(), "is too large for an index of weights");
    }
    JsonNode map;
    try {
      map = JSON.readTree(BoundedFile.bytes(file, BoundedFile.NAMES)).path("weight_map");
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file.toString(), "is not valid JSON (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw new CheckpointException(file.toString(), "is not valid text", e);
    }
    if (!map.isObject() || map.isEmpty()) {
      throw new CheckpointException(file.toString(), "has no weight_map");
    }
    Map<String, Set<String>> index = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String shard = entry.getValue().asText();
      if (!entry.getValue().isTextual() || !shard.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}")) {
        throw new CheckpointException(
            file.toString(),
            "puts "
                + entry.getKey()
                + " into "
                + entry.getValue()
                + ", which is not a file in the same folder");
      }
      index.computeIfAbsent(shard, s -> new TreeSet<>()).add(entry.getKey());
    }
    if (index.size() > MAX_SHARDS) {
      throw new CheckpointException(file.toString(), "names " + index.size() + " files");
    }
    for (String shard : index.keySet()) {
      if (!Files.isRegularFile(folder.resolve(shard))) {
        throw new CheckpointException(
            file.toString(), "names " + shard + ", which does not exist; fetch all files");
      }
    }
    return index;
  }
}
