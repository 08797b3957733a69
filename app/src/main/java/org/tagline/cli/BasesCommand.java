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

/** {@code tagline bases}: the encoders that can be fine-tuned here. */
@Command(
    name = "bases",
    description = {
      "List the encoders that can be fine-tuned here, or describe those named.",
      "",
      "Some ship with Tagline. Models in the hub's cache ($HF_HUB_CACHE, $HF_HOME or"
          + " ~/.cache/huggingface), where Python's libraries put theirs, are listed too. With"
          + " --download a model is fetched from the hub at $HF_ENDPOINT into that cache; private"
          + " ones need $HF_TOKEN. A folder with config.json, a tokenizer and weights is a base by"
          + " its path. fresh:distilbert-base-uncased, fresh:bert-base-uncased and"
          + " fresh:funnel-transformer/small have the published sizes and random weights: they take"
          + " the time and memory of the real ones."
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
      description = "Describe these only; a model's revision may follow after @.")
  List<String> names = List.of();

  @Option(
      names = "--download",
      paramLabel = "NAME",
      description = "Fetch this model from the hub; one that broke off goes on where it was.")
  @Nullable String download;

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description = "Branch, tag or commit to fetch (main).")
  @Nullable String revision;

  /** The names are those of {@code --json}. */
  record Result(List<Row> bases, int otherModels, String cache) {}

  @Override
  public Integer call() throws IOException {
    if (revision != null && download == null) {
      throw new IllegalArgumentException(
          "--revision goes with --download; elsewhere write the name as name@revision");
    }
    BaseResolver resolver = new BaseResolver(System.getenv(), global.err(), question -> false);
    List<BaseEncoder> bases = new ArrayList<>();
    if (download != null) {
      bases.add(resolver.download(HubName.parse(download, revision)));
    }
    for (String name : names) {
      bases.add(resolver.resolve(name, null, false));
    }
    boolean all = bases.isEmpty();
    List<Row> rows = new ArrayList<>();
    int others = 0;
    for (BaseEncoder base : all ? resolver.finder().all() : bases) {
      try {
        // A cache holds whatever Python's users load, most of it no encoder.
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
                Without an encoder: --base linear (TF-IDF and logistic regression, often hard to beat)
                and --base majority (always the most frequent tag, to compare with).
                """);
      }
      if (others > 0) {
        global.err().println(others + " other models in " + cache + " cannot be used as a base.");
      }
    }
    return 0;
  }
}
