package org.tagline.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.function.Supplier;
import org.tagline.files.JsonFiles;

/** Serves {@code GET /api/taggers…}: the loaded taggers, the default first. */
final class TaggersApi {
  private final Supplier<LoadedTaggers> taggers;

  TaggersApi(Supplier<LoadedTaggers> taggers) {
    this.taggers = taggers;
  }

  void list(Context context) {
    ObjectNode json = JsonFiles.COMPACT.createObjectNode();
    ArrayNode list = json.putArray("taggers");
    taggers.get().all().forEach(loaded -> list.add(describe(loaded)));
    JsonResponses.json(context, json);
  }

  void one(Context context) {
    JsonResponses.json(context, describe(loaded(context)));
  }

  /** Returns the model card as Markdown. */
  void card(Context context) {
    context.result(loaded(context).card()).contentType("text/markdown; charset=utf-8");
  }

  private LoadedTaggers.Loaded loaded(Context context) {
    return taggers
        .get()
        .find(context.pathParam("name"))
        .orElseThrow(() -> HttpProblem.of(404, "No tagger with this name is served."));
  }

  private static ObjectNode describe(LoadedTaggers.Loaded loaded) {
    return JsonFiles.COMPACT.valueToTree(loaded.tagger().info());
  }
}
