package org.tagline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.LabelledFlags;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Cleaning;
import org.tagline.dataset.Document;
import org.tagline.dataset.ExternalSplit;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.report.EvaluationTables;
import org.tagline.tagger.FineTuning;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import org.tagline.tagger.TaggerTrainer;
import org.tagline.tagger.TrainingRequest;
import org.tagline.train.TrainingPlan;
import org.tagline.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagline train}: fine-tunes a tagger on the catalogue. */
@Command(
    name = "train",
    description = {
      "Fine-tune a tagger on the catalogue's films and measure it on films held out.",
      "",
      "Incomplete, repeated and contradictory films are left out. Checkpoints are kept until it is"
          + " done: after a crash, the same command with --resume goes on and ends in the same"
          + " weights."
    },
    footer = {
      "",
      "Example: tagline train --as first --epochs 2",
      "Example: tagline train --as task0 --split splits.csv:split0 --base bge-small-en-v1.5",
      "Example: tagline train --as quick --method frozen",
      "Example: tagline train --as small --method lora --lora-rank 16 --lora-targets all-linear"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Mixin PlanOptions plans = new PlanOptions();

  @Option(names = "--as", required = true, paramLabel = "NAME", description = "The tagger's name.")
  String name = "";

  @Mixin BaseOptions base = new BaseOptions();

  @Option(
      names = "--task",
      paramLabel = "single|multi",
      description = "One tag a film or any number (found by looking at the films).")
  @Nullable String task;

  @Option(
      names = "--tags",
      paramLabel = "A,B,C",
      split = ",",
      description = "Learn only these tags (all).")
  List<String> tags = List.of();

  @Option(
      names = "--split",
      paramLabel = "FILE:COLUMN",
      description =
          "A CSV with row or id and a column of train, test and perhaps validation, instead of a"
              + " seeded stratified split.")
  @Nullable String split;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "Share of the films held out (${DEFAULT-VALUE}).")
  double test = 0.2;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "Share of the other films that chooses the best epoch (${DEFAULT-VALUE}).")
  double validation = 0.1;

  @Option(
      names = "--with-flags",
      description = "Learn from the accepted flags too: right tags for films, and their texts.")
  boolean withFlags;

  @Option(names = "--resume", description = "Go on from the last checkpoint.")
  boolean resume;

  @Option(names = "--replace", description = "Replace a tagger of that name.")
  boolean replace;

  @Override
  public Integer call() throws IOException {
    TaggerStore store = new TaggerStore(global.home());
    Path folder = store.folder(name);
    Path checkpoints = store.checkpoints(name);
    if (store.exists(name) && !replace) {
      if (resume && !Files.exists(checkpoints)) {
        return alreadyDone(folder);
      }
      throw new IllegalArgumentException(
          "there is a tagger \"" + name + "\" already; choose another name or add --replace");
    }
    TrainingRequest request = request();
    try (TrainingProgress progress = new TrainingProgress(global.err())) {
      TaggerTrainer.Made made = new TaggerTrainer(request, progress).make(checkpoints, resume);
      progress.close();
      try (var tagger = made.tagger()) {
        TaggerFolder.write(folder, tagger, request.split());
      }
      new org.tagline.train.Checkpoints(checkpoints).clear();
      report(made);
    }
    return 0;
  }

  private TrainingRequest request() throws IOException {
    TrainingPlan plan = plans.plan(TrainingPlan.DEFAULT);
    List<Document> films;
    try (Catalogue catalogue = global.openCatalogue()) {
      films =
          withFlags
              ? LabelledFlags.correct(catalogue.documents(), catalogue.flags().accepted())
              : catalogue.documents();
    }
    if (films.isEmpty()) {
      throw new IllegalArgumentException(
          "the catalogue is empty; bring films in with: tagline import FILE");
    }
    Cleaned cleaned = Cleaning.clean(films);
    TagSet known = TagSet.of(cleaned.kept());
    TagSet wanted = tags.isEmpty() ? known : known.retain(tags);
    if (!tags.isEmpty() && wanted.size() < tags.size()) {
      throw new IllegalArgumentException(
          "no film has " + tags.stream().filter(t -> !known.contains(t)).toList());
    }
    if (wanted.size() < 2) {
      throw new IllegalArgumentException("a tagger needs at least two tags to choose from");
    }
    List<Document> usable = restrict(cleaned.kept(), wanted);
    Path memory = new TaggerStore(global.home()).memory();
    return new TrainingRequest(
        name,
        new FineTuning(base.resolve(), plan, memory),
        task(usable),
        wanted,
        usable,
        split(usable, plan));
  }

  /** The films that have a wanted tag, without their other tags. */
  private static List<Document> restrict(List<Document> films, TagSet wanted) {
    return films.stream()
        .map(
            f ->
                new Document(
                    f.id(),
                    f.title(),
                    f.text(),
                    f.tags().stream().filter(wanted::contains).toList()))
        .filter(f -> !f.tags().isEmpty())
        .toList();
  }

  private Task task(List<Document> films) {
    if (task == null) {
      return films.stream().anyMatch(f -> f.tags().size() > 1) ? Task.MULTI : Task.SINGLE;
    }
    return switch (task.toLowerCase(Locale.ROOT)) {
      case "single" -> Task.SINGLE;
      case "multi" -> Task.MULTI;
      default -> throw new IllegalArgumentException("the task is single or multi, not " + task);
    };
  }

  private Split split(List<Document> films, TrainingPlan plan) throws IOException {
    if (split == null) {
      return StratifiedSplitter.split(films, test, (1 - test) * validation, plan.seed());
    }
    ExternalSplit external = ExternalSplit.parse(split);
    Split read = ExternalSplit.read(external.file(), external.column(), films);
    if (read.leftOut() > 0 || read.unknown() > 0) {
      global
          .err()
          .println(
              "Of the films to learn from, "
                  + read.leftOut()
                  + " are not in the split file; "
                  + read.unknown()
                  + " of its ids are not among them.");
    }
    return validation > 0
        ? StratifiedSplitter.withValidation(read, films, validation, plan.seed())
        : read;
  }

  private int alreadyDone(Path folder) throws IOException {
    var info = TaggerFolder.info(folder);
    if (global.json()) {
      ObjectNode json = new ObjectMapper().createObjectNode().put("tagger", name);
      json.set("training", info.provenance().training());
      json.set("evaluation", info.provenance().evaluation());
      global.printJson(json);
    } else {
      global.out().println("The tagger \"" + name + "\" is already done.");
    }
    return 0;
  }

  private void report(TaggerTrainer.Made made) {
    TrainingResult training = made.training();
    var evaluation = made.evaluation();
    if (global.json()) {
      ObjectNode json = new ObjectMapper().createObjectNode();
      json.put("tagger", name);
      json.put("trainRuntimeSeconds", training.runtimeSeconds());
      json.put("trainSamplesPerSecond", training.samplesPerSecond());
      json.put("trainStepsPerSecond", training.stepsPerSecond());
      json.put("trainLoss", training.loss());
      json.put("bestEpoch", training.bestEpoch());
      json.put("peakMemoryBytes", ProcessMemory.peakBytes());
      json.set("evaluation", evaluation == null ? null : Measured.json(evaluation));
      global.printJson(json);
      return;
    }
    global
        .out()
        .printf(
            Locale.ROOT,
            "Trained \"%s\" in %.0f s: %.2f films/s, mean loss %.4f, best epoch %d, peak memory"
                + " %.1f GB.%n",
            name,
            training.runtimeSeconds(),
            training.samplesPerSecond(),
            training.loss(),
            training.bestEpoch(),
            ProcessMemory.peakBytes() / 1e9);
    if (evaluation != null) {
      global.out().println();
      global.out().println(EvaluationTables.of(evaluation.evaluation()));
    }
    global.out().println("Ask it: tagline predict " + name + " synopsis.txt");
  }
}
