package org.tagline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.cli.console.FolderSize;
import org.tagline.cli.console.HelpSections;
import org.tagline.cli.console.ProcessMemory;
import org.tagline.cli.console.TrainingProgress;
import org.tagline.cli.option.AuxiliaryFile;
import org.tagline.cli.option.BaseOptions;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.cli.option.HyperparameterOptions;
import org.tagline.cli.option.LabelledFilms;
import org.tagline.cli.option.PlanOptions;
import org.tagline.cli.option.Recipes;
import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.ExternalSplit;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.Task;
import org.tagline.finetune.EnsembleRecipe;
import org.tagline.hyperparameter.HyperparameterGroup;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.Recipe;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.ThresholdPolicy;
import org.tagline.learn.TrainingRequest;
import org.tagline.learn.TrainingSummary;
import org.tagline.report.EvaluationTables;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagline train}: fine-tunes a tagger on the catalogue. */
@Command(
    name = "train",
    customSynopsis = "tagline train --as NAME [OPTIONS]",
    modelTransformer = HyperparameterOptions.class,
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
      "Example: tagline train --as best --with-linear --auxiliary more-films.csv.gz",
      "Example: tagline train --as quick --method frozen",
      "Example: tagline train --as helped --base linear --auxiliary more-films.csv.gz",
      "Example: tagline train --as many --base linear --class-weights balanced --c 1"
          + " --thresholds per-tag --threshold-folds 10",
      "Example: tagline train --as small --method lora --lora-rank 16 --lora-targets all-linear"
    })
final class TrainCommand implements Callable<Integer>, HelpSections.Sectioned {
  /** The options that people use first, in an order of use. */
  static final List<String> FIRST =
      List.of(
          "--as",
          "--base",
          "--task",
          "--tags",
          "--split",
          "--epochs",
          "--windows",
          "--class-weights",
          "--seed",
          "--resume");

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

  @Option(
      names = "--auxiliary",
      paramLabel = "FILE",
      description =
          "For --base linear and --with-linear: films of other catalogues, with any tags, that help"
              + " to learn these. Those that share a passage with a film of this catalogue are not"
              + " used.")
  @Nullable Path auxiliary;

  @Option(
      names = "--least-films",
      paramLabel = "N",
      description =
          "Where films have several tags, those on fewer films are named and left out"
              + " (${DEFAULT-VALUE}).")
  int leastFilms = 5;

  @Option(names = "--resume", description = "Go on from the last checkpoint.")
  boolean resume;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the predictions for the held-out films to a file, one JSON line per film.")
  @Nullable Path predictions;

  @Option(names = "--into", hidden = true, description = "A home for the tagger instead of --home.")
  @Nullable Path into;

  @Option(names = "--replace", description = "Replace a tagger of that name.")
  boolean replace;

  @Override
  public Map<String, List<String>> sections() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    sections.put("Options used most", FIRST);
    sections.putAll(HyperparameterOptions.sections());
    sections.get(HyperparameterGroup.TRAINING.heading()).add(0, "--config");
    sections.get(HyperparameterGroup.SEVERAL_TAGS.heading()).add("--least-films");
    sections
        .get(HyperparameterGroup.DATA.heading())
        .addAll(List.of("--test", "--validation", "--with-flags", "--auxiliary"));
    sections.put("Encoder", List.of("--revision", "--download"));
    return sections;
  }

  @Override
  public Integer call() throws IOException {
    TaggerStore store = store();
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
      TaggerTrainer.TrainingOutcome made =
          new TaggerTrainer(request, progress).make(checkpoints, resume);
      progress.close();
      try (var tagger = made.tagger()) {
        TaggerFolder.write(folder, tagger, request.split());
        if (predictions != null && made.evaluation() != null) {
          List<Film> test = Split.films(request.split().test(), request.films());
          PredictionLines.write(predictions, tagger, test, made.evaluation().probabilities());
        }
        report(made, FolderSize.of(folder));
      }
      new org.tagline.train.Checkpoints(checkpoints).clear();
    }
    return 0;
  }

  private TaggerStore store() {
    return new TaggerStore(into == null ? global.home() : into);
  }

  private TrainingRequest request() throws IOException {
    // Runs of a comparison have a home each, but share what unchanging layers compute.
    Path cache = new TaggerStore(global.home()).windowCache();
    // Before the films are read: a wrong option is told at once.
    Recipe recipe = Recipes.of(base, plans, cache, Task.SINGLE);
    LabelledFilms films = LabelledFilms.of(global, tags, task, withFlags).supported(leastFilms);
    if (!films.leftOut().isEmpty()) {
      global
          .err()
          .println(
              "Tags on fewer than %d films are left out: %s. Keep them with --least-films 1."
                  .formatted(leastFilms, String.join(", ", films.leftOut())));
    }
    if (recipe instanceof EnsembleRecipe && films.task() != Task.SINGLE) {
      throw new IllegalArgumentException(
          "--with-linear helps where films have one tag; leave it out here");
    }
    if (recipe instanceof LinearRecipe) {
      recipe = Recipes.of(base, plans, cache, films.task());
    }
    ThresholdPolicy decided = plans.thresholdPolicy(recipe, films.task());
    return new TrainingRequest(
        name,
        helped(recipe, films),
        films.task(),
        films.tags(),
        films.films(),
        split(films.films(), recipe.seed()),
        decided);
  }

  private Recipe helped(Recipe recipe, LabelledFilms films) throws IOException {
    if (auxiliary == null) {
      return recipe;
    }
    boolean linear = recipe instanceof LinearRecipe || recipe instanceof EnsembleRecipe;
    if (!linear || films.task() != Task.SINGLE) {
      throw new IllegalArgumentException(
          "--auxiliary helps a linear model (--base linear, or --with-linear beside an encoder)"
              + " where films have one tag; leave it out here");
    }
    Auxiliary helping = AuxiliaryFile.read(auxiliary, films.films(), global.err());
    return recipe instanceof EnsembleRecipe both
        ? both.with(helping)
        : ((LinearRecipe) recipe).with(helping);
  }

  private Split split(List<Film> films, long seed) throws IOException {
    if (split == null) {
      return StratifiedSplitter.split(films, test, (1 - test) * validation, seed);
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
    return validation > 0 ? StratifiedSplitter.withValidation(read, films, validation, seed) : read;
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

  private void report(TaggerTrainer.TrainingOutcome made, long bytes) {
    TrainingSummary training = made.training();
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
      json.put("parameters", made.tagger().parameters());
      json.put("bytesOnDisk", bytes);
      json.set("epochs", new ObjectMapper().valueToTree(training.epochs()));
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
