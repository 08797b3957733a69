package org.tagline.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.HubName;
import org.tagline.cli.option.BaseResolver;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.encoder.Architectures;
import org.tagline.report.BaseTable;
import org.tagline.report.BaseTable.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline bases}: lists the encoders that can be fine-tuned here. */
@Command(
    name = "bases",
    description = {
      "List the encoders that can be fine-tuned here, or only those named.",
      "",
      "Some encoders are part of Tagline. Models in the hub's cache ($HF_HUB_CACHE, $HF_HOME or"
          + " ~/.cache/huggingface), which Python's libraries use too, are listed as well."
          + " --download fetches models into that cache from the hub at $HF_ENDPOINT; private models"
          + " need $HF_TOKEN. A folder with config.json, a tokenizer and weights is named by its"
          + " path. fresh:distilbert-base-uncased, fresh:bert-base-uncased and"
          + " fresh:funnel-transformer/small have the published sizes and random weights, to measure"
          + " time and memory."
    },
    footer = {
      "",
      "Example: tagline bases",
      "Example: tagline bases my-encoder/",
      "Example: tagline bases --download funnel-transformer/small"
    })
final class BasesCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      paramLabel = "ID-OR-DIR",
      arity = "0..*",
      description = "Encoders to list; a revision may follow after @.")
  List<String> names = List.of();

  @Option(
      names = "--download",
      description = "Fetch the named models from the hub; an interrupted download continues.")
  boolean download;

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description = "Branch, tag or commit of a model on the hub (main).")
  @Nullable String revision;

  /** The result that {@code --json} prints. */
  record Result(List<Row> bases, int otherModels, String cache) {}

  @Override
  public Integer call() throws IOException {
    if (revision != null && !download) {
      throw new IllegalArgumentException(
          "--revision needs --download; elsewhere write the name as NAME@REVISION");
    }
    BaseResolver resolver = new BaseResolver(System.getenv(), global.err(), question -> false);
    List<BaseEncoder> bases = new ArrayList<>();
    if (download && names.isEmpty()) {
      throw new IllegalArgumentException("name the models to download behind --download");
    }
    for (String name : names) {
      bases.add(
          download
              ? resolver.download(HubName.parse(name, revision))
              : resolver.resolve(name, null, false));
    }
    boolean all = bases.isEmpty();
    List<Row> rows = new ArrayList<>();
    int others = 0;
    for (BaseEncoder base : all ? resolver.finder().all() : bases) {
      try {
        // A cache holds all models that Python programs loaded; most are not encoders.
        if (!all || Architectures.supports(base.config().modelType())) {
          rows.add(Row.of(base));
        } else {
          others++;
        }
      } catch (IOException | IllegalArgumentException e) {
        if (!all) {
          throw e;
        }
        others++;
      }
    }
    String cache = resolver.finder().cache().toString();
    if (global.json()) {
      global.printJson(new Result(rows, others, cache));
    } else {
      global.out().print(BaseTable.of(rows));
      if (all) {
        global
            .out()
            .print(
                """
                Bases without an encoder: linear (TF-IDF and logistic regression, often hard to beat)
                and majority (always the most frequent tag, for comparison).
                """);
      }
      if (others > 0) {
        global.err().println(others + " other models in " + cache + " cannot be used as a base.");
      }
    }
    return 0;
  }
}
