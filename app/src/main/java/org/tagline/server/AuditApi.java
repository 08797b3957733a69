package org.tagline.server;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.Doubt;
import org.tagline.audit.TaggerDiff;
import org.tagline.report.DiffTables;
import org.tagline.report.DoubtTables;

/**
 * Serves {@code GET /api/missing} and {@code GET /api/diff} with the JSON of {@code tagline missing
 * --json} and {@code tagline diff --json} for the films tagged so far. The first call starts the
 * audit of the catalogue; {@code read} and {@code toRead} report its progress.
 */
final class AuditApi {
  private static final int NAME = 200;
  private static final int SIZE = 50;
  private static final int MOST = 500;

  private final Supplier<LoadedTaggers> taggers;
  private final CatalogueAudits audits;

  AuditApi(Supplier<LoadedTaggers> taggers, CatalogueAudits audits) {
    this.taggers = taggers;
    this.audits = audits;
  }

  void missing(Context context) {
    LoadedTaggers.Loaded loaded = taggers.get().get(RequestFields.query(context, "tagger", NAME));
    String tag = RequestFields.query(context, "tag", NAME);
    if (tag != null && !loaded.tagger().tags().contains(tag)) {
      throw HttpProblem.field("tag", "is not a tag of this tagger");
    }
    boolean surplus = choice(context, "kind", "missing", "surplus");
    boolean all = choice(context, "films", "unseen", "all");
    int size = RequestFields.query(context, "size", SIZE, 1, MOST);
    CatalogueAudits.Progress progress = audits.of(loaded);
    AuditedFilms audited = all ? progress.audited() : progress.audited().unseen();
    List<Doubt> doubts =
        surplus ? Doubt.surplus(audited, tag, null) : Doubt.missing(audited, tag, null);
    Map<String, @Nullable Object> json =
        new LinkedHashMap<>(new DoubtTables(audited, surplus, doubts, size).json());
    respond(context, json, progress.audited().films().size(), progress.total());
  }

  void diff(Context context) {
    List<LoadedTaggers.Loaded> all = taggers.get().all();
    LoadedTaggers.Loaded from = taggers.get().get(RequestFields.query(context, "from", NAME));
    String name = RequestFields.query(context, "to", NAME);
    LoadedTaggers.Loaded to =
        name == null ? all.get(Math.min(1, all.size() - 1)) : taggers.get().get(name);
    if (from == to) {
      throw HttpProblem.field("to", "must name a different tagger than \"from\"");
    }
    int size = RequestFields.query(context, "size", SIZE, 1, MOST);
    CatalogueAudits.Progress first = audits.of(from);
    CatalogueAudits.Progress second = audits.of(to);
    TaggerDiff diff = TaggerDiff.of(first.audited(), second.audited());
    respond(
        context,
        new DiffTables(diff, size).json(),
        first.audited().films().size() + second.audited().films().size(),
        first.total() < 0 || second.total() < 0 ? -1 : first.total() + second.total());
  }

  /** Returns whether a parameter has the second of two values; the first is the default. */
  private static boolean choice(Context context, String name, String first, String second) {
    String word = RequestFields.choice(context, name, NAME);
    if (word == null || word.equals(first)) {
      return false;
    }
    if (word.equals(second)) {
      return true;
    }
    throw HttpProblem.field(name, "must be " + first + " or " + second);
  }

  private static void respond(
      Context context, Map<String, @Nullable Object> json, int read, int total) {
    json.put("read", read);
    json.put("toRead", total < 0 ? null : total - read);
    JsonResponses.json(context, json);
  }
}
