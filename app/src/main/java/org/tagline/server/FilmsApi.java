package org.tagline.server;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.FilmPage;
import org.tagline.dataset.Film;
import org.tagline.text.Window;

/** Serves the catalogue: {@code GET /api/films…} and {@code GET /api/tags}. */
final class FilmsApi {
  private static final int SIZE = 20;
  private static final int MOST = 100;
  private static final int WORDS = 500;
  private static final int LAST_PAGE = 1_000_000;

  private final Catalogue catalogue;
  private final Supplier<LoadedTaggers> taggers;

  FilmsApi(Catalogue catalogue, Supplier<LoadedTaggers> taggers) {
    this.catalogue = catalogue;
    this.taggers = taggers;
  }

  void search(Context context) {
    String words = RequestFields.query(context, "q", WORDS);
    int page = RequestFields.query(context, "page", 1, 1, LAST_PAGE);
    int size = RequestFields.query(context, "size", SIZE, 1, MOST);
    FilmPage found =
        catalogue
            .search()
            .find(
                words == null ? "" : words,
                RequestFields.query(context, "tag", WORDS),
                (page - 1) * size,
                size);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", found.total());
    json.put("page", page);
    json.put("size", size);
    json.put("films", found.films());
    JsonResponses.json(context, json);
  }

  /** Returns one film and the windows into which a tagger cuts it. */
  void one(Context context) {
    Film film =
        catalogue
            .find(context.pathParam("id"))
            .orElseThrow(() -> HttpProblem.of(404, "No film has this id."));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", film.id());
    json.put("title", film.title());
    json.put("tags", film.tags());
    json.put("text", film.text());
    LoadedTaggers.Loaded tagger = taggers.get().get(RequestFields.query(context, "tagger", WORDS));
    json.put("tagger", tagger.tagger().info().name());
    json.put("windows", tagger.windows(film.text()).stream().map(FilmsApi::span).toList());
    JsonResponses.json(context, json);
  }

  /** Redirects a former path, {@code /api/movies…}, to {@code /api/films…}. */
  void moved(Context context) {
    String id = context.pathParamMap().get("id");
    String query = context.queryString();
    context.redirect(
        "/api/films"
            + (id == null
                ? ""
                : "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"))
            + (query == null ? "" : "?" + query),
        HttpStatus.PERMANENT_REDIRECT);
  }

  void tags(Context context) {
    List<Map<String, Object>> tags =
        catalogue.search().tags().entrySet().stream()
            .map(
                entry -> {
                  Map<String, Object> tag = new LinkedHashMap<>();
                  tag.put("tag", entry.getKey());
                  tag.put("films", entry.getValue());
                  return tag;
                })
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tags", tags);
    JsonResponses.json(context, json);
  }

  /** Returns the start and end of a window in the text, and its length in tokens. */
  private static Map<String, Object> span(Window window) {
    int start = Integer.MAX_VALUE;
    int end = 0;
    int tokens = 0;
    for (int i = 0; i < window.size(); i++) {
      // Special tokens have no position in the text.
      if (window.ends()[i] > 0) {
        start = Math.min(start, window.starts()[i]);
        end = Math.max(end, window.ends()[i]);
        tokens++;
      }
    }
    Map<String, Object> span = new LinkedHashMap<>();
    span.put("start", tokens == 0 ? 0 : start);
    span.put("end", end);
    span.put("tokens", tokens);
    return span;
  }
}
