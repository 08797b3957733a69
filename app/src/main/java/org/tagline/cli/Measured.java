package org.tagline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagline.tagger.Measurement;

/** Writes an evaluation as {@code --json} prints it: metrics and speed. */
final class Measured {

  private Measured() {}

  static ObjectNode json(Measurement measurement) {
    ObjectNode json = new ObjectMapper().valueToTree(measurement.evaluation());
    json.put("runtimeSeconds", measurement.runtimeSeconds());
    json.put("samplesPerSecond", measurement.samplesPerSecond());
    if (!measurement.bands().isEmpty()) {
      json.set("bands", new ObjectMapper().valueToTree(measurement.bands()));
    }
    return json;
  }
}
