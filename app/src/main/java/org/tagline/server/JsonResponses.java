package org.tagline.server;

import io.javalin.http.Context;
import org.tagline.render.Json;

/** Writes results as JSON. */
final class JsonResponses {
  private JsonResponses() {}

  /** Sets the response body to indented JSON. */
  static void json(Context context, Object body) {
    context.result(Json.pretty(body) + "\n").contentType("application/json");
  }
}
