package org.tagline.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagline.dataset.Task;
import org.tagline.tagger.Prediction;

/** A prediction for programs: the object that {@code predict --json} and the server answer with. */
public final class PredictionJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PredictionJson() {}

  /** One tag is a word, several are a list. */
  public static ObjectNode of(Prediction prediction, double millis) {
    ObjectNode json = MAPPER.valueToTree(prediction);
    json.remove("task");
    if (prediction.task() == Task.SINGLE) {
      json.put("predicted", prediction.predicted().get(0));
    }
    json.put("elapsedMillis", millis);
    return json;
  }
}
