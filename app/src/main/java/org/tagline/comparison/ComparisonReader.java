package org.tagline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.catalogue.Comparisons;
import org.tagline.compare.Candidate;
import org.tagline.compare.CandidateResult;
import org.tagline.compare.Figure;
import org.tagline.compare.Preference;
import org.tagline.compare.Run;
import org.tagline.compare.Verdict;
import org.tagline.comparison.ComparisonSettings.Planned;

/** Reads a stored comparison from the catalogue and judges its runs. */
public final class ComparisonReader {

  private ComparisonReader() {}

  /**
   * Reads a comparison, which may be unfinished, and decides on a winner among its finished runs.
   *
   * @param storedRuns the finished runs, in any order
   * @throws IllegalArgumentException if no run has finished
   * @throws IOException if the stored JSON is damaged
   */
  public static ComparisonView read(
      Comparisons.Stored stored, List<Comparisons.StoredRun> storedRuns, Preference prefer)
      throws IOException {
    ComparisonSettings settings = StoredJson.value(stored.settings(), ComparisonSettings.class);
    Map<String, Comparisons.StoredRun> byKey = new HashMap<>();
    storedRuns.forEach(run -> byKey.put(run.candidate() + "\n" + run.part(), run));
    Map<String, List<JsonNode>> json = new LinkedHashMap<>();
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    WrongForAll wrong = new WrongForAll();
    for (Planned planned : settings.planned()) {
      String name = planned.candidate().name();
      Comparisons.StoredRun run = byKey.get(name + "\n" + planned.part());
      if (run == null) {
        continue;
      }
      ObjectNode figures = (ObjectNode) StoredJson.tree(run.figures());
      figures.remove("tagger");
      figures.put("split", planned.split()).put("seed", planned.seed());
      json.computeIfAbsent(name, n -> new ArrayList<>()).add(figures);
      runs.computeIfAbsent(name, n -> new ArrayList<>())
          .add(
              new Run(planned.part(), planned.trainFilms(), planned.testFilms(), figures(figures)));
      wrong.add(planned.candidate(), run.predictions());
    }
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          "comparison "
              + stored.id()
              + " has no finished run yet; run the same compare command again to continue it");
    }
    List<CandidateResult> results = new ArrayList<>();
    for (Candidate candidate : settings.candidates()) {
      List<Run> done = runs.get(candidate.name());
      if (done != null) {
        results.add(new CandidateResult(candidate, done));
      }
    }
    return new ComparisonView(
        stored.id(),
        settings.machine(),
        settings.task(),
        settings.parts().size() * settings.seeds().size(),
        byKey.size() == settings.planned().size(),
        results,
        json,
        Verdict.of(results, prefer),
        wrong.films(),
        wrong.heldOut());
  }

  private static Map<Figure, Double> figures(JsonNode json) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      JsonNode value = json.at(figure.pointer());
      if (value.isNumber()) {
        figures.put(figure, value.asDouble());
      }
    }
    return figures;
  }
}
