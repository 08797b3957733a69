package org.tagline.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Seeded inputs with reference figures of scikit-learn 1.9.1 (numpy 2.4.6, scipy 1.17.1), generated
 * by {@code scikit_learn_cases.py} in the same folder.
 */
record ScikitLearnCase(JsonNode json) {

  static ScikitLearnCase read(String name) {
    try (InputStream in =
        Objects.requireNonNull(ScikitLearnCase.class.getResourceAsStream(name + ".json"))) {
      return new ScikitLearnCase(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double number(String name) {
    return json.required(name).doubleValue();
  }

  double[] numbers(String name) {
    return elements(json.required(name)).stream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  float[] floats(String name) {
    return row(json.required(name));
  }

  float[][] matrix(String name) {
    return elements(json.required(name)).stream().map(ScikitLearnCase::row).toArray(float[][]::new);
  }

  int[] indexes(String name) {
    return elements(json.required(name)).stream().mapToInt(JsonNode::intValue).toArray();
  }

  boolean[][] marks(String name) {
    return elements(json.required(name)).stream()
        .map(
            row -> {
              boolean[] marks = new boolean[row.size()];
              IntStream.range(0, marks.length).forEach(t -> marks[t] = row.get(t).booleanValue());
              return marks;
            })
        .toArray(boolean[][]::new);
  }

  List<String> texts(String name) {
    return elements(json.required(name)).stream().map(JsonNode::textValue).toList();
  }

  private static float[] row(JsonNode node) {
    float[] row = new float[node.size()];
    IntStream.range(0, row.length).forEach(i -> row[i] = node.get(i).floatValue());
    return row;
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
