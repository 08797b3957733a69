package org.tagline.tagger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the README.md of a tagger: its origin, data, figures and limits. */
public final class ModelCard {

  private ModelCard() {}

  /**
   * The words that differ between kinds of model.
   *
   * @param origin the beginning of a sentence that says how the model was made
   * @param reading sentences that say how the model reads a text
   */
  public record Words(String origin, String reading) {}

  static String of(TaggerInfo info, Words words) {
    TaggerInfo.Provenance origin = info.provenance();
    StringBuilder card = new StringBuilder();
    card.append("---\nlibrary_name: tagline\npipeline_tag: text-classification\n---\n\n");
    card.append("# ").append(info.name()).append("\n\n");
    card.append("Tags films from their synopses, ");
    card.append(info.tags().size()).append(" tags, ");
    card.append(info.task().name().toLowerCase(Locale.ROOT)).append("-label. ");
    card.append(words.origin()).append(" by Tagline on ").append(origin.created()).append(".\n\n");
    card.append("| tag | class weight |\n| --- | ---: |\n");
    for (Map.Entry<String, Double> weight : origin.classWeights().entrySet()) {
      card.append("| ").append(weight.getKey().replace("|", "\\|")).append(" | ");
      card.append(String.format(Locale.ROOT, "%.3f", weight.getValue())).append(" |\n");
    }
    card.append(hyperparameters(origin.plan()));
    card.append("\n## Data\n\nFilms per part: ").append(parts(origin.films())).append('.');
    card.append(" `split.json` names them. SHA-256 of ids, texts and tags: `");
    card.append(origin.dataHash()).append("`.\n\n## Figures\n\n");
    JsonNode evaluation = origin.evaluation();
    if (evaluation == null) {
      card.append("No film was held out, so there are none.\n");
    } else {
      card.append("On the held-out part, which training and early stopping never saw:\n\n");
      card.append("| figure | value |\n| --- | ---: |\n");
      evaluation
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNumber()) {
                  card.append("| ").append(field.getKey()).append(" | ");
                  card.append(figure(field.getValue())).append(" |\n");
                }
              });
      if (evaluation.has("majority")) {
        card.append("\nAlways predicting ").append(evaluation.at("/majority/tag").asText());
        card.append(" would reach an accuracy of ");
        card.append(figure(evaluation.at("/majority/accuracy"))).append(".\n");
      }
    }
    card.append("\n## Reading\n\n").append(words.reading()).append('\n');
    card.append("\n## Limits\n\nIt knows these tags only, and films like those it was trained");
    card.append(" on. A text unlike them is tagged all the same.\n");
    return card.toString();
  }

  /** Returns the section with every value of the plan; empty for a plan without values. */
  private static String hyperparameters(JsonNode plan) {
    StringBuilder rows = new StringBuilder();
    append(rows, "", plan);
    return rows.isEmpty() ? "" : "\n## Hyperparameters\n\n| name | value |\n| --- | --- |\n" + rows;
  }

  /** Appends a row per value; names of a nested plan have the plan's name before them. */
  private static void append(StringBuilder rows, String prefix, JsonNode plan) {
    plan.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isObject()) {
                append(rows, prefix + field.getKey() + ".", value);
              } else {
                rows.append("| ").append(prefix).append(field.getKey()).append(" | ");
                rows.append(value.asText().toLowerCase(Locale.ROOT)).append(" |\n");
              }
            });
  }

  private static String parts(Map<String, Integer> films) {
    return films.entrySet().stream()
        .map(part -> part.getValue() + " " + part.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Formats whole numbers unchanged and others with three decimals. */
  private static String figure(JsonNode number) {
    return number.isIntegralNumber()
        ? number.asText()
        : String.format(Locale.ROOT, "%.3f", number.asDouble());
  }
}
