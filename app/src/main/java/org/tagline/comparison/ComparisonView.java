package org.tagline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.tagline.compare.CandidateResult;
import org.tagline.compare.Figure;
import org.tagline.compare.Spread;
import org.tagline.compare.Verdict;

/**
 * A comparison as it is shown.
 *
 * @param id in the catalogue
 * @param machine that times were taken on
 * @param task single or multi
 * @param parts how many splits and seeds each candidate is run on
 * @param complete whether no run is missing
 * @param results of the candidates that have a run
 * @param runs each candidate's runs as {@code train --json} printed them, by its name
 * @param verdict over what there is
 * @param wrong films that no candidate tagged rightly
 * @param films films held out somewhere
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
   * A film that every candidate but the majority class got wrong whenever it was held out.
   *
   * @param tags what people say
   * @param answered what the candidates said, the most frequent first
   */
  public record WrongFilm(String id, String title, List<String> tags, List<String> answered) {}

  /** One object, as {@code compare --json} prints it. */
  public ObjectNode json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("comparison", id).put("complete", complete).put("task", task);
    json.put("machine", machine);
    ArrayNode candidates = json.putArray("candidates");
    for (CandidateResult result : results) {
      ObjectNode one = candidates.addObject();
      one.put("name", result.name()).put("base", result.candidate().base());
      one.set("options", mapper.valueToTree(result.candidate().options()));
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
    json.set("tests", mapper.valueToTree(verdict.tests()));
    json.set("wrongForAll", mapper.valueToTree(wrong));
    json.put("winner", verdict.winner());
    json.put("why", String.join(" ", verdict.why()));
    return json;
  }
}
