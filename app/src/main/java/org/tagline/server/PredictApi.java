package org.tagline.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tagline.files.JsonFiles;
import org.tagline.render.Json;
import org.tagline.report.PredictionJson;
import org.tagline.server.queue.Client;
import org.tagline.server.queue.Query;

/** Serves {@code POST /api/predict…} with the bytes that {@code tagline predict --json} prints. */
final class PredictApi {
  private static final int EVIDENCE = 3;
  private static final int MOST_EVIDENCE = 20;
  private static final int MOST_TEXTS = 100;
  private static final int NAME = 200;

  private final Supplier<LoadedTaggers> taggers;
  private final PredictionQueue queue;

  PredictApi(Supplier<LoadedTaggers> taggers, PredictionQueue queue) {
    this.taggers = taggers;
    this.queue = queue;
  }

  void one(Context context) throws Exception {
    RequestFields fields = RequestFields.of(context, "text", "tagger", "evidence", "evidenceFor");
    String text = fields.required("text", ServerOptions.MAX_BYTES);
    int evidence = fields.integer("evidence", EVIDENCE, 0, MOST_EVIDENCE);
    predict(
        context,
        text,
        fields.optional("tagger", NAME),
        evidence,
        fields.optional("evidenceFor", NAME));
  }

  void file(Context context) throws Exception {
    int evidence = RequestFields.query(context, "evidence", EVIDENCE, 0, MOST_EVIDENCE);
    String tagger = RequestFields.query(context, "tagger", NAME);
    String evidenceFor = RequestFields.query(context, "evidenceFor", NAME);
    predict(context, text(uploaded(context)), tagger, evidence, evidenceFor);
  }

  void batch(Context context) throws Exception {
    RequestFields fields = RequestFields.of(context, "texts", "tagger");
    List<String> texts = fields.strings("texts", 1, MOST_TEXTS, ServerOptions.MAX_BYTES);
    LoadedTaggers.Loaded loaded = taggers.get().get(fields.optional("tagger", NAME));
    List<Query.Result> results =
        queue.predict(
            Client.of(context.req()),
            texts.stream().map(text -> loaded.query(text, 0, null)).toList());
    String name = loaded.tagger().info().name();
    ObjectNode json = JsonFiles.COMPACT.createObjectNode().put("tagger", name);
    ArrayNode predictions = json.put("documents", results.size()).putArray("predictions");
    results.forEach(
        result -> predictions.add(PredictionJson.of(result.prediction(), result.millis())));
    write(context, json);
  }

  private void predict(
      Context context,
      String text,
      @Nullable String name,
      int evidence,
      @Nullable String evidenceFor)
      throws Exception {
    LoadedTaggers.Loaded loaded = taggers.get().get(name);
    if (evidenceFor != null && !loaded.tagger().tags().contains(evidenceFor)) {
      throw HttpProblem.field("evidenceFor", "is not a tag of this tagger");
    }
    Query query = loaded.query(text, evidence, evidenceFor);
    Query.Result result = queue.predict(Client.of(context.req()), List.of(query)).get(0);
    write(context, PredictionJson.of(result.prediction(), result.millis()));
  }

  private static void write(Context context, ObjectNode json) {
    context.result(Json.pretty(json) + System.lineSeparator()).contentType("application/json");
  }

  /** Returns a plain text body, or the file of a form. */
  private static byte[] uploaded(Context context) throws Exception {
    String type = context.contentType();
    if (type != null && type.startsWith("text/plain")) {
      return context.bodyAsBytes();
    }
    if (!context.isMultipartFormData()) {
      throw HttpProblem.of(415, "Send the file as text/plain, or in a form as \"file\".");
    }
    UploadedFile file = Uploads.file(context, "file");
    if (file == null) {
      throw HttpProblem.field("file", "is missing");
    }
    try (InputStream in = file.content()) {
      return in.readNBytes(ServerOptions.MAX_BYTES + 1);
    }
  }

  private static String text(byte[] bytes) {
    if (bytes.length > ServerOptions.MAX_BYTES) {
      throw HttpProblem.of(413, "A file may have at most 1,000,000 bytes; split it.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.isBlank()) {
        throw HttpProblem.field("file", "contains no text");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw HttpProblem.field("file", "is not UTF-8 text");
    }
  }
}
