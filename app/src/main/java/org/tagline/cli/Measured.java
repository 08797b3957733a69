package org.tagline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagline.files.JsonFiles;
import org.tagline.tagger.Measurement;

/** Writes an evaluation as {@code --json} prints it: metrics and speed. */
final class Measured {

  private Measured() {}

  static ObjectNode json(Measurement measurement) {
    ObjectNode json = JsonFiles.COMPACT.valueToTree(measurement.evaluation());
    json.put("runtimeSeconds", measurement.runtimeSeconds());
    json.put("samplesPerSecond", measurement.samplesPerSecond());
    if (!measurement.bands().isEmpty()) {
      json.set("bands", JsonFiles.COMPACT.valueToTree(measurement.bands()));
    }
    return json;
  }
}
