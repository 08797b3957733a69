package org.tagline.encoder.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says it holds, checked before any memory is taken for it.
 *
 * <p>Checks follow the format's specification (https://github.com/huggingface/safetensors): a
 * header of at most 100 MB, names once, known types, offsets without holes or overlaps, byte length
 * = type × shape, the data filling the file to its end.
 *
 * @param entries in the order of the data
 * @param metadata the {@code __metadata__} strings
 * @param dataStart byte of the file where offset 0 lies
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
  static final int MAX_HEADER_BYTES = 100_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** One tensor: where its bytes lie in the data. */
  record Entry(String name, Dtype dtype, long[] shape, long begin, long end) {}

  static SafetensorsHeader parse(String file, byte[] json, long fileBytes)
      throws CheckpointException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file, "its header is not valid JSON (" + e.getOriginalMessage() + ")", e);
    } catch (java.io.IOException e) {
      throw new CheckpointException(file, "its header is not valid text", e);
    }
    if (root == null || !root.isObject()) {
      throw new CheckpointException(file, "its header is not a JSON object");
    }
    long dataStart = 8L + json.length;
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new java.util.TreeMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals("__metadata__")) {
        field.getValue().properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        entries.add(entry(file, field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin() != at) {
        throw new CheckpointException(
            file,
            entry.name() + (entry.begin() < at ? " overlaps another tensor" : " follows a hole"));
      }
      at = entry.end();
    }
    if (dataStart + at != fileBytes) {
      throw new CheckpointException(
          file,
          "its header describes "
              + (dataStart + at)
              + " bytes but the file has "
              + fileBytes
              + (dataStart + at > fileBytes ? "; the file is cut, fetch it again" : ""));
    }
    return new SafetensorsHeader(entries, metadata, dataStart);
  }

  private static Entry entry(String file, String name, JsonNode node) throws CheckpointException {
    Dtype dtype = Dtype.byName(node.path("dtype").asText());
    if (dtype == null) {
      throw new CheckpointException(
          file, name + " has the type " + node.path("dtype") + ", which is not read here");
    }
    JsonNode shapeNode = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!shapeNode.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw new CheckpointException(file, name + " lacks its shape or data_offsets");
    }
    long[] shape = new long[shapeNode.size()];
    long bytes = dtype.bytes();
    try {
      for (int i = 0; i < shape.length; i++) {
        shape[i] = whole(shapeNode.get(i));
        bytes = Math.multiplyExact(bytes, shape[i]);
      }
      long begin = whole(offsets.get(0));
      long end = whole(offsets.get(1));
      if (Math.subtractExact(end, begin) != bytes) {
        throw new CheckpointException(
            file, name + " has " + (end - begin) + " bytes where its shape needs " + bytes);
      }
      return new Entry(name, dtype, shape, begin, end);
    } catch (ArithmeticException e) {
      throw new CheckpointException(file, name + " has an impossible shape or offset", e);
    }
  }

  private static long whole(JsonNode number) {
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
      throw new ArithmeticException("not a size: " + number);
    }
    return number.asLong();
  }
}
