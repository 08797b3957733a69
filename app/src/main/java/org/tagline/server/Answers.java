package org.tagline.server;

import io.javalin.http.Context;
import org.tagline.render.Json;

/** How results are written. */
final class Answers {
  private Answers() {}

  static void json(Context context, Object body) {
    context.result(Json.pretty(body) + "\n").contentType("application/json");
  }
}
