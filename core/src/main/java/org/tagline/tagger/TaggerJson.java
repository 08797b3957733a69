package org.tagline.tagger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.tagline.files.JsonFiles;

/** Reads and writes the strict files of a tagger. Thread-safe; do not reconfigure the mapper. */
final class TaggerJson {
  /** Writes indented, and fails to read a record if one of its components is missing or null. */
  static final ObjectMapper STRICT =
      JsonMapper.builder(JsonFiles.factory(1_000_000))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Largest split in bytes: the ids of some ten million films. */
  static final int MAX_SPLIT = 256 << 20;

  /** Reads splits, which list every film. */
  static final ObjectMapper SPLIT = new JsonMapper(JsonFiles.factory(20_000_000));

  private TaggerJson() {}
}
