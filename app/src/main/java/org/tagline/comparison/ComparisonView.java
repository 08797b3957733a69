package org.tagline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.tagline.compare.CandidateResult;
import org.tagline.compare.Figure;
import org.tagline.compare.Spread;
import org.tagline.compare.Verdict;
import org.tagline.render.Json;

/**
 * A comparison with its result, ready to be shown.
 *
 * @param id the comparison's id in the catalogue
 * @param machine a description of the machine on which times were taken
 * @param task {@code single} or {@code multi}
 * @param parts the number of planned runs per candidate (splits × seeds)
 * @param complete whether every planned run has finished
 * @param results the results of the candidates that have a finished run
 * @param runs each candidate's runs by its name, as {@code train --json} printed them
 * @param verdict the winner among the finished runs
 * @param wrong the films that every candidate got wrong
 * @param films the number of films that were held out in at least one run
 */
public record ComparisonView(
    long id,
    String machine,
    String task,
    int parts,
    boolean complete,
    List<CandidateResult> results,
    Map<String, List<JsonNode>> runs,
    Verdict verdict,
    List<WrongFilm> wrong,
    int films) {

  /**
   * A film that every candidate except the majority class got wrong whenever it was held out.
   *
   * @param id the film's id
   * @param title the film's title, which may be blank
   * @param tags the film's tags in the catalogue
   * @param answered the tags that the candidates predicted, the most frequent first
   */
  public record WrongFilm(String id, String title, List<String> tags, List<String> answered) {}

  /** Returns the object that {@code compare --json} prints. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("comparison", id).put("complete", complete).put("task", task);
    json.put("machine", machine);
    ArrayNode candidates = json.putArray("candidates");
    for (CandidateResult result : results) {
      ObjectNode one = candidates.addObject();
      one.put("name", result.name()).put("base", result.candidate().base());
      one.set("options", Json.mapper().valueToTree(result.candidate().options()));
      ArrayNode list = one.putArray("runs");
      runs.getOrDefault(result.name(), List.of()).forEach(list::add);
      ObjectNode mean = one.putObject("mean");
      ObjectNode sd = one.putObject("sd");
      for (Map.Entry<Figure, Spread> figure : result.figures().entrySet()) {
        mean.put(figure.getKey().key(), figure.getValue().mean());
        sd.put(figure.getKey().key(), figure.getValue().sd());
      }
      one.put("peakMemoryBytes", Math.round(result.mean(Figure.MEMORY)));
      one.put("parameters", Math.round(result.mean(Figure.PARAMETERS)));
      one.put("hoursPerTenThousandFilms", result.hoursPerTenThousandFilms());
      one.put("paretoBest", verdict.paretoBest().contains(result.name()));
    }
    json.set("tests", Json.mapper().valueToTree(verdict.tests()));
    json.set("wrongForAll", Json.mapper().valueToTree(wrong));
    json.put("winner", verdict.winner());
    json.put("why", String.join(" ", verdict.why()));
    return json;
  }
}
