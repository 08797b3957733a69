package org.tagline.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads back the JSON that the catalogue keeps of comparisons. */
public final class StoredJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StoredJson() {}

  /**
   * Any JSON.
   *
   * @throws IOException where it is damaged
   */
  public static JsonNode tree(String json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("what the catalogue kept of a comparison is damaged", e);
    }
  }

  public static <T> T value(String json, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IOException("what the catalogue kept of a comparison is damaged", e);
    }
  }
}
