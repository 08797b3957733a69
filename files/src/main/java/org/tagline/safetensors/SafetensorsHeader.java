package org.tagline.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagline.files.JsonFiles;

/**
 * The header of a safetensors file, validated before any memory is allocated for its tensors.
 *
 * <p>The checks follow the specification (https://github.com/huggingface/safetensors): unique
 * names, known types, offsets without gaps or overlaps, byte lengths that match type and shape, and
 * data that fills the file to its end. The header may have 16 MB, far more than that of any model;
 * the specification allows 100 MB.
 *
 * @param entries the tensors in the order of their data
 * @param metadata the strings of {@code __metadata__}
 * @param dataStart position of offset 0 in the file, in bytes
 */
public record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
  static final int MAX_HEADER_BYTES = 16 << 20;
  private static final int MAX_ENTRIES = 50_000;
  private static final int MAX_TOKENS = 1_000_000;
  private static final JsonFactory JSON =
      JsonFiles.factory(MAX_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());

  /** One tensor and the offsets of its bytes in the data. */
  public record Entry(String name, Dtype dtype, long[] shape, long begin, long end) {}

  /**
   * Reads and validates the header of an open file.
   *
   * <p>Throws {@link CheckpointException} if the header is missing, truncated or inconsistent.
   */
  public static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw new CheckpointException(
          file.toString(), "has " + size + " bytes, too few for a safetensors file");
    }
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    FileBytes.read(file, channel, length, 0);
    GitPointer.refuse(file, length.array());
    long bytes = length.flip().getLong();
    if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > size - 8) {
      throw new CheckpointException(
          file.toString(),
          "claims a header of "
              + Long.toUnsignedString(bytes)
              + " bytes, which is "
              + (bytes >= 0 && bytes < 2 ? "too short" : "longer than the file or 16 MB"));
    }
    ByteBuffer json = ByteBuffer.allocate((int) bytes);
    FileBytes.read(file, channel, json, 8);
    byte[] header = json.array();
    if (header[0] != '{') {
      throw new CheckpointException(
          file.toString(),
          "its header is not JSON: "
              + new String(header, 0, Math.min(8, header.length), StandardCharsets.ISO_8859_1)
                  .replaceAll("[^ -~]", "?"));
    }
    return parse(file.toString(), header, size);
  }

  static SafetensorsHeader parse(String file, byte[] json, long fileBytes)
      throws CheckpointException {
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new TreeMap<>();
    // Streaming, because the tree of a hostile header would take many times the header's size.
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("__metadata__")) {
          metadata(parser, metadata);
        } else {
          entries.add(entry(file, name, parser));
        }
        if (entries.size() > MAX_ENTRIES || metadata.size() > MAX_ENTRIES) {
          throw new CheckpointException(file, "holds more tensors than any model has");
        }
      }
      if (parser.nextToken() != null) {
        throw new CheckpointException(file, "has data after the JSON of its header");
      }
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file, "its header is not valid JSON (" + e.getOriginalMessage() + ")", e);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw new CheckpointException(file, "its header is not valid text", e);
    }
    long dataStart = 8L + json.length;
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin() != at) {
        throw new CheckpointException(
            file,
            entry.name() + (entry.begin() < at ? " overlaps another tensor" : " follows a gap"));
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
              + (dataStart + at > fileBytes ? "; the file is truncated, fetch it again" : ""));
    }
    return new SafetensorsHeader(entries, metadata, dataStart);
  }

  /** Returns the header as JSON bytes, padded so that the data begins at a multiple of 8 bytes. */
  public static byte[] json(List<Entry> entries, Map<String, String> metadata) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put("__metadata__", metadata);
    }
    for (Entry entry : entries) {
      // Not Map.of: its order differs between processes, and equal tensors must give equal bytes.
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("dtype", entry.dtype().name());
      described.put("shape", entry.shape());
      described.put("data_offsets", new long[] {entry.begin(), entry.end()});
      header.put(entry.name(), described);
    }
    byte[] json = JsonFiles.COMPACT.writeValueAsBytes(header);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void metadata(JsonParser parser, Map<String, String> metadata) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      parser.skipChildren();
      return;
    }
    // The caller refuses more; they must not fill the memory before.
    while (metadata.size() <= MAX_ENTRIES && parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        metadata.put(key, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private static Entry entry(String file, String name, JsonParser parser) throws IOException {
    String type = "";
    long[] shape = null;
    long[] offsets = null;
    if (parser.isExpectedStartObjectToken()) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        switch (key) {
          case "dtype" -> type = parser.getValueAsString("");
          case "shape" -> shape = sizes(file, name, parser);
          case "data_offsets" -> offsets = sizes(file, name, parser);
          default -> parser.skipChildren();
        }
      }
    }
    Dtype dtype = Dtype.byName(type);
    if (dtype == null) {
      throw new CheckpointException(
          file, name + " has the type \"" + type + "\", which is not supported");
    }
    if (shape == null || offsets == null || offsets.length != 2) {
      throw new CheckpointException(file, name + " lacks its shape or data_offsets");
    }
    long bytes = Shapes.elements(file, name, shape) * dtype.bytes();
    if (offsets[1] - offsets[0] != bytes) {
      throw new CheckpointException(
          file,
          name + " has " + (offsets[1] - offsets[0]) + " bytes where its shape needs " + bytes);
    }
    return new Entry(name, dtype, shape, offsets[0], offsets[1]);
  }

  /** Reads a list of sizes or offsets and rejects negative ones. */
  private static long[] sizes(String file, String name, JsonParser parser) throws IOException {
    long[] sizes = new long[Shapes.MAX_DIMENSIONS];
    int count = 0;
    if (!parser.isExpectedStartArrayToken()) {
      throw impossible(file, name);
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
      if (!whole || count == sizes.length || parser.getNumberType() == NumberType.BIG_INTEGER) {
        throw impossible(file, name);
      }
      sizes[count] = parser.getLongValue();
      if (sizes[count++] < 0) {
        throw impossible(file, name);
      }
    }
    return Arrays.copyOf(sizes, count);
  }

  private static CheckpointException impossible(String file, String name) {
    return new CheckpointException(file, name + " has an impossible shape or offset");
  }
}
