package org.tagline.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.files.JsonFiles;

/** A model's {@code config.json} as the hub writes it. Immutable. */
public final class ModelConfig {
  /** Far more than published encoders have. */
  static final int MAX_LAYERS = 1000;

  private final ObjectNode json;

  /** Wraps a configuration; one without {@code model_type} is refused. */
  public ModelConfig(JsonNode json) {
    if (!(json instanceof ObjectNode object) || !json.path("model_type").isTextual()) {
      throw new IllegalArgumentException("a config.json needs a model_type such as \"bert\"");
    }
    this.json = object.deepCopy();
  }

  /** Reads {@code config.json}; an unreadable one gives an IOException that names it. */
  public static ModelConfig read(Path file) throws IOException {
    try {
      return new ModelConfig(JsonFiles.COMPACT.readTree(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no " + file + "; a base needs its configuration", e);
    } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(file + " is not a model's configuration: " + e.getMessage(), e);
    }
  }

  public String modelType() {
    return json.get("model_type").asText();
  }

  /** A size that the architecture cannot do without. */
  public int size(String key) {
    JsonNode value = json.path(key);
    if (!value.isInt() || value.asInt() < 1) {
      throw new IllegalArgumentException(
          "config.json of a " + modelType() + " model needs \"" + key + "\" as a positive number");
    }
    return value.asInt();
  }

  /** How many layers; more than any model has are refused before anything is made for them. */
  int layers(String key) {
    int layers = size(key);
    if (layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "config.json of a " + modelType() + " model asks for " + layers + " as \"" + key + "\"");
    }
    return layers;
  }

  public int integer(String key, int fallback) {
    return json.path(key).isInt() ? json.path(key).asInt() : fallback;
  }

  public double number(String key, double fallback) {
    return json.path(key).isNumber() ? json.path(key).asDouble() : fallback;
  }

  public String text(String key, String fallback) {
    return json.path(key).isTextual() ? json.path(key).asText() : fallback;
  }

  public boolean flag(String key, boolean fallback) {
    return json.path(key).isBoolean() ? json.path(key).asBoolean() : fallback;
  }

  /** A classifier's labels in the order of its outputs; empty where the file names none. */
  public List<String> labels() {
    JsonNode names = json.path("id2label");
    List<String> labels = new ArrayList<>();
    for (int i = 0; names.has(Integer.toString(i)); i++) {
      labels.add(names.get(Integer.toString(i)).asText());
    }
    return labels;
  }

  /** A copy of the whole file, to read further or to write with changes. */
  public ObjectNode json() {
    return json.deepCopy();
  }
}
