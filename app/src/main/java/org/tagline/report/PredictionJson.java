package org.tagline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagline.dataset.Task;
import org.tagline.render.Json;
import org.tagline.tagger.Prediction;

/** Writes a prediction as the object that {@code predict --json} and the server return. */
public final class PredictionJson {
  private PredictionJson() {}

  /**
   * Returns the object; {@code predicted} is a text for single-label taggers, a list otherwise.
   *
   * @param millis time the prediction took, in milliseconds
   */
  public static ObjectNode of(Prediction prediction, double millis) {
    ObjectNode json = Json.mapper().valueToTree(prediction);
    json.remove("task");
    if (prediction.task() == Task.SINGLE) {
      json.put("predicted", prediction.predicted().get(0));
    }
    json.put("elapsedMillis", millis);
    return json;
  }
}
