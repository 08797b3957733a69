package org.tagline.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Comparisons;
import org.tagline.compare.Preference;
import org.tagline.comparison.ComparisonReader;
import org.tagline.report.ComparisonList;

/**
 * Serves {@code GET /api/comparisons…} with the bytes that {@code tagline compare --list --json}
 * and {@code tagline compare --show ID --json} print.
 */
final class ComparisonsApi {
  private static final int NAME = 200;

  private final Catalogue catalogue;

  ComparisonsApi(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void list(Context context) throws IOException {
    JsonResponses.json(context, ComparisonList.json(ComparisonList.read(catalogue.comparisons())));
  }

  void one(Context context) throws IOException {
    Comparisons comparisons = catalogue.comparisons();
    Preference preference = preference(context);
    Comparisons.Stored stored = comparisons.find(id(context)).orElseThrow(ComparisonsApi::notFound);
    List<Comparisons.StoredRun> runs = comparisons.runs(stored.id());
    if (runs.isEmpty()) {
      throw HttpProblem.of(404, "No run of this comparison has finished yet.");
    }
    JsonResponses.json(context, ComparisonReader.read(stored, runs, preference).json());
  }

  private static Preference preference(Context context) {
    String word = RequestFields.choice(context, "prefer", NAME);
    return Stream.of(Preference.values())
        .filter(
            one -> one.toString().equals(word == null ? "accuracy" : word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> HttpProblem.field("prefer", "must be accuracy, speed or small"));
  }

  private static long id(Context context) {
    try {
      return Long.parseLong(context.pathParam("id"));
    } catch (NumberFormatException e) {
      throw notFound();
    }
  }

  private static HttpProblem notFound() {
    return HttpProblem.of(404, "No comparison has this id.");
  }
}
