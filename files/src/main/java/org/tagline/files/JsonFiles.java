package org.tagline.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Shared JSON mappers, since building one is slow. Thread-safe; callers do not reconfigure them.
 */
public final class JsonFiles {
  /** Deepest nesting; the files of published models nest less than ten levels. */
  private static final int MAX_DEPTH = 64;

  /** Longest number in characters. */
  private static final int MAX_NUMBER = 100;

  /** Longest name of a field in characters. */
  private static final int MAX_NAME = 10_000;

  /** Longest string in characters, as long as the longest line of a file of films. */
  private static final int MAX_STRING = 8_000_000;

  /** Values, names and brackets that one document may have; each takes up to 50 bytes. */
  private static final int MAX_TOKENS = 1_000_000;

  /** Reads JSON and writes it on one line. */
  public static final ObjectMapper COMPACT = new JsonMapper(factory(MAX_TOKENS));

  /** Reads JSON and writes it indented, for files that people read. */
  public static final ObjectMapper INDENTED =
      JsonMapper.builder(factory(MAX_TOKENS)).enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFiles() {}

  /**
   * Returns a factory whose parsers limit depth, numbers, names and tokens, since a document of
   * empty containers takes many times its own size in memory.
   *
   * @param tokens largest accepted number of values, names and brackets
   */
  public static JsonFactory factory(long tokens) {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER)
            .maxNameLength(MAX_NAME)
            .maxStringLength(MAX_STRING)
            .maxTokenCount(tokens)
            .build();
    return JsonFactory.builder().streamReadConstraints(limits).build();
  }

  /**
   * Parses a file.
   *
   * @param limit largest accepted size in bytes
   * @throws IOException if the file is missing or larger; a {@code JsonProcessingException} if it
   *     is not JSON or exceeds the limits
   */
  public static JsonNode tree(Path file, int limit) throws IOException {
    return COMPACT.readTree(BoundedFile.bytes(file, limit));
  }
}
