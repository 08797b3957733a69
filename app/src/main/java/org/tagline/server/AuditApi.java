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
 * {@code GET /api/missing} and {@code GET /api/diff}: what {@code tagline missing --json} and
 * {@code tagline diff --json} print, of the films read so far. The first call begins the reading;
 * {@code read} and {@code toRead} say how far it is.
 */
final class AuditApi {
  private static final int NAME = 200;
  private static final int SIZE = 50;
  private static final int MOST = 500;

  private final Supplier<LoadedTaggers> taggers;
  private final CatalogueReadings readings;

  AuditApi(Supplier<LoadedTaggers> taggers, CatalogueReadings readings) {
    this.taggers = taggers;
    this.readings = readings;
  }

  void missing(Context context) {
    LoadedTaggers.Loaded loaded = taggers.get().get(Fields.query(context, "tagger", NAME));
    String tag = Fields.query(context, "tag", NAME);
    if (tag != null && !loaded.tagger().tags().contains(tag)) {
      throw HttpProblem.field("tag", "is none that the tagger knows");
    }
    boolean surplus = choice(context, "kind", "missing", "surplus");
    boolean all = choice(context, "films", "unseen", "all");
    int size = Fields.query(context, "size", SIZE, 1, MOST);
    CatalogueReadings.Progress progress = readings.of(loaded);
    AuditedFilms audited = all ? progress.audited() : progress.audited().unseen();
    List<Doubt> doubts =
        surplus ? Doubt.surplus(audited, tag, null) : Doubt.missing(audited, tag, null);
    Map<String, @Nullable Object> json =
        new LinkedHashMap<>(new DoubtTables(audited, surplus, doubts, size).json());
    answer(context, json, progress.audited().films().size(), progress.total());
  }

  void diff(Context context) {
    List<LoadedTaggers.Loaded> all = taggers.get().all();
    LoadedTaggers.Loaded from = taggers.get().get(Fields.query(context, "from", NAME));
    String name = Fields.query(context, "to", NAME);
    LoadedTaggers.Loaded to =
        name == null ? all.get(Math.min(1, all.size() - 1)) : taggers.get().get(name);
    if (from == to) {
      throw HttpProblem.field("to", "must name another tagger than \"from\"");
    }
    int size = Fields.query(context, "size", SIZE, 1, MOST);
    CatalogueReadings.Progress first = readings.of(from);
    CatalogueReadings.Progress second = readings.of(to);
    TaggerDiff diff = TaggerDiff.of(first.audited(), second.audited());
    answer(
        context,
        new DiffTables(diff, size).json(),
        first.audited().films().size() + second.audited().films().size(),
        first.total() < 0 || second.total() < 0 ? -1 : first.total() + second.total());
  }

  /** Whether the second of two words was chosen; the first is the default. */
  private static boolean choice(Context context, String name, String first, String second) {
    String word = Fields.query(context, name, NAME);
    if (word == null || word.equals(first)) {
      return false;
    }
    if (word.equals(second)) {
      return true;
    }
    throw HttpProblem.field(name, "must be " + first + " or " + second);
  }

  private static void answer(
      Context context, Map<String, @Nullable Object> json, int read, int total) {
    json.put("read", read);
    json.put("toRead", total < 0 ? null : total - read);
    Answers.json(context, json);
  }
}
