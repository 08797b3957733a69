package org.tagline.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Shared JSON mappers, since building one is slow. Thread-safe; callers do not reconfigure them.
 */
public final class JsonFiles {
  /** Reads JSON and writes it on one line. */
  public static final ObjectMapper COMPACT = new ObjectMapper();

  /** Reads JSON and writes it indented, for files that people read. */
  public static final ObjectMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFiles() {}
}
