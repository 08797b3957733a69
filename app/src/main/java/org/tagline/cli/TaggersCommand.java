package org.tagline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.files.JsonFiles;
import org.tagline.finetune.EnsembleKind;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tagline taggers}: lists the trained taggers. */
@Command(
    name = "taggers",
    description = "List the trained taggers, the newest first. The newest is used by default.",
    footer = {"", "Example: tagline taggers"})
final class TaggersCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() throws IOException {
    List<TaggerInfo> taggers = new TaggerStore(global.home()).all();
    if (global.json()) {
      ObjectNode json = JsonFiles.COMPACT.createObjectNode();
      ArrayNode list = json.putArray("taggers");
      taggers.forEach(t -> list.add((JsonNode) JsonFiles.COMPACT.valueToTree(t)));
      global.printJson(json);
    } else if (taggers.isEmpty()) {
      global.out().println("There is no tagger yet; train one with: tagline train --as NAME");
    } else {
      taggers.forEach(t -> global.out().println(line(t)));
    }
    return 0;
  }

  private static String line(TaggerInfo tagger) {
    JsonNode evaluation = tagger.provenance().evaluation();
    String figures =
        evaluation == null || !evaluation.has("macroF1")
            ? "not measured"
            : String.format(
                Locale.ROOT,
                "accuracy %s, macro-F1 %.3f on %d held-out films",
                evaluation.has("accuracy")
                    ? String.format(Locale.ROOT, "%.3f", evaluation.get("accuracy").asDouble())
                    : "-",
                evaluation.get("macroF1").asDouble(),
                evaluation.get("documents").asInt());
    return String.format(
        Locale.ROOT,
        "%-20s %s, %d tags, %s-label, %s; trained %s",
        tagger.name(),
        tagger.kind() instanceof EnsembleKind ? tagger.base() + " and linear" : tagger.base(),
        tagger.tags().size(),
        tagger.task().name().toLowerCase(Locale.ROOT),
        figures,
        tagger.provenance().created());
  }
}
