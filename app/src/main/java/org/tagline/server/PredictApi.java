package org.tagline.server;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.tagline.render.Json;
import org.tagline.report.PredictionJson;
import org.tagline.tagger.Tagger;

/** {@code POST /api/predict…}: what {@code tagline predict --json} answers, byte for byte. */
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
    Fields fields = Fields.of(context, "text", "tagger", "evidence", "evidenceFor");
    String text = fields.required("text", ServerOptions.MAX_BYTES);
    int evidence = fields.integer("evidence", EVIDENCE, 0, MOST_EVIDENCE);
    answer(
        context,
        text,
        fields.optional("tagger", NAME),
        evidence,
        fields.optional("evidenceFor", NAME));
  }

  void file(Context context) throws Exception {
    int evidence = Fields.query(context, "evidence", EVIDENCE, 0, MOST_EVIDENCE);
    String tagger = Fields.query(context, "tagger", NAME);
    String evidenceFor = Fields.query(context, "evidenceFor", NAME);
    answer(context, text(uploaded(context)), tagger, evidence, evidenceFor);
  }

  void batch(Context context) throws Exception {
    Fields fields = Fields.of(context, "texts", "tagger");
    List<String> texts = fields.strings("texts", 1, MOST_TEXTS, ServerOptions.MAX_BYTES);
    Tagger tagger = taggers.get().get(fields.optional("tagger", NAME)).tagger();
    List<PredictionQueue.Answer> answers =
        queue.ask(
            texts.stream()
                .map(text -> new PredictionQueue.Question(tagger, text, 0, null))
                .toList());
    ObjectNode json = new ObjectMapper().createObjectNode().put("tagger", tagger.info().name());
    ArrayNode predictions = json.put("documents", answers.size()).putArray("predictions");
    answers.forEach(one -> predictions.add(PredictionJson.of(one.prediction(), one.millis())));
    write(context, json);
  }

  private void answer(
      Context context,
      String text,
      @Nullable String name,
      int evidence,
      @Nullable String evidenceFor)
      throws Exception {
    Tagger tagger = taggers.get().get(name).tagger();
    if (evidenceFor != null && !tagger.tags().contains(evidenceFor)) {
      throw HttpProblem.field("evidenceFor", "is no tag that this tagger knows");
    }
    var question = new PredictionQueue.Question(tagger, text, evidence, evidenceFor);
    PredictionQueue.Answer answer = queue.ask(List.of(question)).get(0);
    write(context, PredictionJson.of(answer.prediction(), answer.millis()));
  }

  private static void write(Context context, ObjectNode json) {
    context.result(Json.pretty(json) + System.lineSeparator()).contentType("application/json");
  }

  /** A plain body, or the one file of a form. */
  private static byte[] uploaded(Context context) throws Exception {
    String type = context.contentType();
    if (type != null && type.startsWith("text/plain")) {
      return context.bodyAsBytes();
    }
    if (!context.isMultipartFormData()) {
      throw HttpProblem.of(415, "Send the file as text/plain, or in a form as \"file\".");
    }
    UploadedFile file = context.uploadedFile("file");
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
        throw HttpProblem.field("file", "holds no text");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw HttpProblem.field("file", "is not UTF-8 text");
    }
  }
}
