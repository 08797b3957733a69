package org.tagline.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;

/** A model's {@code config.json} in the hub's format. Immutable. */
public final class ModelConfig {
  /** Limit on the number of layers, far above that of published encoders. */
  static final int MAX_LAYERS = 1000;

  private final ObjectNode json;

  /**
   * Wraps a configuration.
   *
   * @throws IllegalArgumentException if it has no {@code model_type}
   */
  public ModelConfig(JsonNode json) {
    if (!(json instanceof ObjectNode object) || !json.path("model_type").isTextual()) {
      throw new IllegalArgumentException("a config.json needs a model_type such as \"bert\"");
    }
    this.json = object.deepCopy();
  }

  /**
   * Reads a {@code config.json}.
   *
   * @throws IOException if the file is missing or not a configuration
   */
  public static ModelConfig read(Path file) throws IOException {
    try {
      return new ModelConfig(JsonFiles.tree(file, BoundedFile.SETTINGS));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no " + file + "; a base needs its configuration", e);
    } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(file + " is not a model configuration: " + e.getMessage(), e);
    }
  }

  /** Returns the {@code model_type}, such as {@code bert}. */
  public String modelType() {
    return json.get("model_type").asText();
  }

  /**
   * Returns a required size.
   *
   * @throws IllegalArgumentException if it is missing or not a positive integer
   */
  public int size(String key) {
    JsonNode value = json.path(key);
    if (!value.isInt() || value.asInt() < 1) {
      throw new IllegalArgumentException(
          "config.json of a " + modelType() + " model needs a positive integer \"" + key + "\"");
    }
    return value.asInt();
  }

  /**
   * Returns a number of layers.
   *
   * @throws IllegalArgumentException if it is above {@link #MAX_LAYERS}, before any memory is
   *     allocated
   */
  int layers(String key) {
    int layers = size(key);
    if (layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "config.json of a "
              + modelType()
              + " model has "
              + layers
              + " as \""
              + key
              + "\"; at most "
              + MAX_LAYERS
              + " layers are supported");
    }
    return layers;
  }

  /** Returns an integer, or the fallback if the key is missing or of another type. */
  public int integer(String key, int fallback) {
    return json.path(key).isInt() ? json.path(key).asInt() : fallback;
  }

  /** Returns a number, or the fallback if the key is missing or of another type. */
  public double number(String key, double fallback) {
    return json.path(key).isNumber() ? json.path(key).asDouble() : fallback;
  }

  /** Returns a string, or the fallback if the key is missing or of another type. */
  public String text(String key, String fallback) {
    return json.path(key).isTextual() ? json.path(key).asText() : fallback;
  }

  /** Returns a boolean, or the fallback if the key is missing or of another type. */
  public boolean flag(String key, boolean fallback) {
    return json.path(key).isBoolean() ? json.path(key).asBoolean() : fallback;
  }

  /** Returns a classifier's labels in the order of its outputs; empty if the file has none. */
  public List<String> labels() {
    JsonNode names = json.path("id2label");
    List<String> labels = new ArrayList<>();
    for (int i = 0; names.has(Integer.toString(i)); i++) {
      labels.add(names.get(Integer.toString(i)).asText());
    }
    return labels;
  }

  /** Returns a copy of the whole configuration. */
  public ObjectNode json() {
    return json.deepCopy();
  }
}
