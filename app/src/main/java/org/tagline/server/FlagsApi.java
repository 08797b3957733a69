package org.tagline.server;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Flag;
import org.tagline.catalogue.Flags;
import org.tagline.catalogue.FlagsCsv;
import org.tagline.catalogue.LabelledFlags;
import org.tagline.catalogue.format.RowRules;
import org.tagline.dataset.Film;

/** Serves {@code /api/flags…}: reports of wrong predictions, their review and their export. */
final class FlagsApi {
  private static final String FILM = "film";

  /** Former name of {@link #FILM}, accepted in requests until the next version. */
  private static final String FORMER_FILM = "movie";

  private static final int NAME = 200;
  private static final int NOTE = 2_000;
  private static final int TAGS = 100;
  private static final int SIZE = 20;
  private static final int MOST = 100;
  private static final int LAST_PAGE = 1_000_000;

  private final Catalogue catalogue;
  private final Supplier<LoadedTaggers> taggers;

  FlagsApi(Catalogue catalogue, Supplier<LoadedTaggers> taggers) {
    this.catalogue = catalogue;
    this.taggers = taggers;
  }

  void add(Context context) {
    RequestFields fields =
        RequestFields.of(
            context, "text", FILM, FORMER_FILM, "tagger", "predicted", "correct", "by", "note");
    String idField = fields.has(FORMER_FILM) ? FORMER_FILM : FILM;
    if (fields.has("text") == fields.has(idField)) {
      throw HttpProblem.field("text", "or the field \"film\" must be given, but not both");
    }
    String filmId = fields.optional(idField, NAME);
    Film film =
        filmId == null
            ? Film.ofText(text("text", fields.required("text", ServerOptions.MAX_BYTES)))
            : catalogue
                .find(filmId)
                .orElseThrow(() -> HttpProblem.field(idField, "is not a film in the catalogue"));
    String tagger = taggers.get().get(fields.required("tagger", NAME)).tagger().info().name();
    List<String> predicted = tags(fields, "predicted", 0);
    List<String> correct = tags(fields, "correct", 1);
    Flag flag =
        catalogue
            .flags()
            .add(
                new Flag.Report(
                    filmId,
                    film.title(),
                    film.text(),
                    tagger,
                    predicted,
                    correct,
                    text("by", orEmpty(fields.optional("by", NAME))),
                    text("note", orEmpty(fields.optional("note", NOTE)))));
    context.status(201).header("Location", "/api/flags/" + flag.id());
    JsonResponses.json(context, json(flag));
  }

  void list(Context context) {
    String state = RequestFields.choice(context, "state", NAME);
    int page = RequestFields.query(context, "page", 1, 1, LAST_PAGE);
    int size = RequestFields.query(context, "size", SIZE, 1, MOST);
    Flags.Page found =
        catalogue.flags().list(state == null ? null : state(state), (page - 1) * size, size);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", found.total());
    json.put("page", page);
    json.put("size", size);
    json.put("flags", found.flags().stream().map(FlagsApi::json).toList());
    JsonResponses.json(context, json);
  }

  void one(Context context) {
    JsonResponses.json(
        context, json(catalogue.flags().find(id(context)).orElseThrow(FlagsApi::notFound)));
  }

  void review(Context context) {
    RequestFields fields = RequestFields.of(context, "state", "correct", "by");
    Flag.State state = state(fields.required("state", NAME));
    List<String> correct = fields.has("correct") ? tags(fields, "correct", 1) : null;
    String by = text("by", orEmpty(fields.optional("by", NAME)));
    Flag flag =
        catalogue.flags().review(id(context), state, correct, by).orElseThrow(FlagsApi::notFound);
    JsonResponses.json(context, json(flag));
  }

  /** Returns the accepted flags as a CSV of films that {@code import} and {@code train} read. */
  void export(Context context) {
    String word = RequestFields.choice(context, "spreadsheet", NAME);
    boolean spreadsheet = "true".equals(word);
    if (word != null && !spreadsheet && !word.equals("false")) {
      throw HttpProblem.field("spreadsheet", "must be true or false");
    }
    String csv = FlagsCsv.of(LabelledFlags.films(catalogue.flags().accepted()), spreadsheet);
    context
        .result(csv)
        .contentType("text/csv; charset=utf-8")
        .header(
            "Content-Disposition",
            "attachment; filename=\""
                + (spreadsheet ? "flags-spreadsheet.csv" : "flags.csv")
                + "\"");
  }

  private static List<String> tags(RequestFields fields, String name, int fewest) {
    List<String> tags = fields.strings(name, fewest, TAGS, NAME);
    if (tags.stream().anyMatch(tag -> tag.chars().anyMatch(Character::isISOControl))) {
      throw HttpProblem.field(name, "must hold tags without control characters");
    }
    List<String> tidy = tags.stream().map(String::strip).distinct().toList();
    tidy.forEach(tag -> text(name, tag));
    return tidy;
  }

  private static Flag.State state(String word) {
    for (Flag.State state : Flag.State.values()) {
      if (state.id().equals(word.toLowerCase(Locale.ROOT))) {
        return state;
      }
    }
    throw HttpProblem.field("state", "must be open, accepted or rejected");
  }

  private static long id(Context context) {
    try {
      return Long.parseLong(context.pathParam("id"));
    } catch (NumberFormatException e) {
      throw notFound();
    }
  }

  private static HttpProblem notFound() {
    return HttpProblem.of(404, "No flag has this id.");
  }

  /** Returns a text that the catalogue can hold and an import can read back. */
  private static String text(String name, String text) {
    if (RowRules.textProblem(text) != null) {
      throw HttpProblem.field(name, "must hold valid Unicode text");
    }
    return text;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static Map<String, @Nullable Object> json(Flag flag) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", flag.id());
    json.put("flaggedAt", Instant.ofEpochMilli(flag.flaggedAt()).toString());
    json.put(FILM, flag.film());
    json.put("title", flag.title());
    json.put("text", flag.text());
    json.put("tagger", flag.tagger());
    json.put("predicted", flag.predicted());
    json.put("correct", flag.correct());
    json.put("by", flag.by());
    json.put("note", flag.note());
    json.put("state", flag.state().id());
    Long reviewedAt = flag.reviewedAt();
    json.put("reviewedAt", reviewedAt == null ? null : Instant.ofEpochMilli(reviewedAt).toString());
    json.put("reviewedBy", flag.reviewedBy());
    return json;
  }
}
