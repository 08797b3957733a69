package org.tagline.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.tagline.render.Json;

/** Reads the JSON that the catalogue stores of comparisons. Thread-safe. */
public final class StoredJson {
  private StoredJson() {}

  /**
   * Parses JSON into a tree.
   *
   * @throws IOException if the JSON is damaged
   */
  public static JsonNode tree(String json) throws IOException {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("the comparison stored in the catalogue is damaged", e);
    }
  }

  /**
   * Parses JSON into a value.
   *
   * @throws IOException if the JSON is damaged or does not fit the type
   */
  public static <T> T value(String json, Class<T> type) throws IOException {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IOException("the comparison stored in the catalogue is damaged", e);
    }
  }
}
