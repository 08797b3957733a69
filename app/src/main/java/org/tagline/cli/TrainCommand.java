package org.tagline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
import org.tagline.files.FolderLock;
import org.tagline.files.JsonFiles;
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
import org.tagline.train.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagline train}: fine-tunes a tagger on the catalogue. */
@Command(
    name = "train",
    customSynopsis = "tagline train --as NAME [OPTIONS]",
    modelTransformer = HyperparameterOptions.class,
    description = {
      "Train a tagger on the catalogue's films and measure it on held-out films.",
      "",
      "Incomplete, repeated and contradictory films are left out. Checkpoints are kept until the end:"
          + " after a crash, the same command with --resume continues and reaches the same weights."
    },
    footer = {
      "",
      "Example: tagline train --as first --epochs 2",
      "Example: tagline train --as task0 --split splits.csv:split0 --base bge-small-en-v1.5",
      "Example: tagline train --as best --with-linear --auxiliary more-films.csv.gz",
      "Example: tagline train --as quick --method frozen",
      "Example: tagline train --as better --base linear --auxiliary more-films.csv.gz",
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

  @Option(
      names = "--as",
      required = true,
      paramLabel = "NAME",
      description = "Name of the tagger (required).")
  String name = "";

  @Mixin BaseOptions base = new BaseOptions();

  @Option(
      names = "--task",
      paramLabel = "single|multi",
      description = "One tag per film, or any number (found from the films).")
  @Nullable String task;

  @Option(
      names = "--tags",
      paramLabel = "A,B,C",
      description = "Learn only these tags; a JSON list if they contain commas (all).")
  List<String> tags = List.of();

  @Option(
      names = "--split",
      paramLabel = "FILE:COLUMN",
      description =
          "CSV file with a column row or id, and a column of train, test and optionally validation"
              + " (a stratified random split).")
  @Nullable String split;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "Share of the films that is held out (${DEFAULT-VALUE}).")
  double test = 0.2;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of the other films that is used to choose the best epoch (${DEFAULT-VALUE}).")
  double validation = 0.1;

  @Option(names = "--with-flags", description = "Use accepted flags as labelled films too.")
  boolean withFlags;

  @Option(
      names = "--auxiliary",
      paramLabel = "FILE",
      description =
          "With --base linear or --with-linear: film file of other catalogues, with any tags, that"
              + " improves the linear model. Films that share a passage with a film of this catalogue"
              + " are left out.")
  @Nullable Path auxiliary;

  @Option(
      names = "--least-films",
      paramLabel = "N",
      description =
          "If films have several tags: leave out tags of fewer than N films (${DEFAULT-VALUE}).")
  int leastFilms = 5;

  @Option(names = "--resume", description = "Continue from the last checkpoint.")
  boolean resume;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the predictions for the held-out films to a file, one JSON line per film.")
  @Nullable Path predictions;

  @Option(names = "--into", hidden = true, description = "Home of the tagger instead of --home.")
  @Nullable Path into;

  @Option(names = "--replace", description = "Replace a tagger of the same name.")
  boolean replace;

  @Override
  public Map<String, List<String>> sections() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    sections.put("Options used most", FIRST);
    sections.put(HyperparameterGroup.TRAINING.heading(), new ArrayList<>(List.of("--config")));
    HyperparameterOptions.addTo(sections);
    sections.merge(
        HyperparameterGroup.SEVERAL_TAGS.heading(), List.of("--least-films"), TrainCommand::joined);
    sections.merge(
        HyperparameterGroup.DATA.heading(),
        List.of("--test", "--validation", "--with-flags", "--auxiliary"),
        TrainCommand::joined);
    sections.put("Encoder", List.of("--revision", "--download"));
    return sections;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  @Override
  public Integer call() throws IOException {
    TaggerStore store = store();
    try (FolderLock lock = store.lock(name)) {
      return train(store, lock);
    }
  }

  private int train(TaggerStore store, FolderLock lock) throws IOException {
    Path folder = store.folder(name);
    Path checkpoints = store.checkpoints(name);
    if (store.exists(name) && !replace) {
      if (resume && isDone(folder, checkpoints)) {
        clear(checkpoints);
        return alreadyDone(folder);
      }
      throw new IllegalArgumentException(
          "the tagger \"" + name + "\" already exists; choose another name or add --replace");
    }
    TrainingRequest request = request();
    try (TrainingProgress progress = new TrainingProgress(global.err())) {
      TaggerTrainer.TrainingOutcome outcome =
          new TaggerTrainer(request, progress).make(checkpoints, resume);
      progress.close();
      try (var tagger = outcome.tagger()) {
        if (predictions != null && outcome.evaluation() != null) {
          List<Film> test = Split.films(request.split().test(), request.films());
          PredictionLines.write(predictions, tagger, test, outcome.evaluation().probabilities());
        }
        // Last, because a tagger that is there means that the training is done.
        TaggerFolder.write(lock, replace, tagger, request.split());
        clear(checkpoints);
        report(outcome, FolderSize.of(folder));
      }
    }
    return 0;
  }

  /**
   * Returns whether the training that the checkpoints belong to wrote the tagger: whether it was
   * killed before it had deleted all of them.
   */
  private static boolean isDone(Path folder, Path checkpoints) throws IOException {
    if (!Files.exists(checkpoints)) {
      return true;
    }
    FileTime written = Files.getLastModifiedTime(folder.resolve("tagline.json"));
    try (Stream<Path> files = Files.walk(checkpoints)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(written) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Deletes the checkpoints. The tagger is complete, so a failure is not one of the training. */
  private void clear(Path checkpoints) {
    try {
      new Checkpoints(checkpoints).clear();
    } catch (IOException e) {
      global
          .err()
          .println(
              "The checkpoints in %s could not be deleted (%s); delete the folder."
                  .formatted(checkpoints, e.getMessage()));
    }
  }

  private TaggerStore store() {
    return new TaggerStore(into == null ? global.home() : into);
  }

  private TrainingRequest request() throws IOException {
    // Runs of a comparison have a home each, but share the vectors of unchanged layers.
    Path cache = new TaggerStore(global.home()).windowCache();
    // Wrong options are reported before the films are read.
    Recipe recipe = Recipes.of(base, plans, cache, Task.SINGLE);
    LabelledFilms films = LabelledFilms.of(global, tags, task, withFlags).supported(leastFilms);
    if (!films.leftOut().isEmpty()) {
      global
          .err()
          .println(
              "Tags of fewer than %d films are left out: %s. To keep them add --least-films 1."
                  .formatted(leastFilms, String.join(", ", films.leftOut())));
    }
    if (recipe instanceof EnsembleRecipe && films.task() != Task.SINGLE) {
      throw new IllegalArgumentException(
          "--with-linear needs films with one tag each; leave it out");
    }
    if (recipe instanceof LinearRecipe) {
      recipe = Recipes.of(base, plans, cache, films.task());
    }
    ThresholdPolicy decided = plans.thresholdPolicy(recipe, films.task());
    return new TrainingRequest(
        name,
        withAuxiliary(recipe, films),
        films.task(),
        films.tags(),
        films.films(),
        split(films.films(), recipe.seed()),
        decided);
  }

  private Recipe withAuxiliary(Recipe recipe, LabelledFilms films) throws IOException {
    if (auxiliary == null) {
      return recipe;
    }
    boolean linear = recipe instanceof LinearRecipe || recipe instanceof EnsembleRecipe;
    if (!linear || films.task() != Task.SINGLE) {
      throw new IllegalArgumentException(
          "--auxiliary needs a linear model (--base linear, or an encoder with --with-linear) and"
              + " films with one tag each; leave it out");
    }
    Auxiliary others = AuxiliaryFile.read(auxiliary, films.films(), global.err());
    return recipe instanceof EnsembleRecipe both
        ? both.with(others)
        : ((LinearRecipe) recipe).with(others);
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
              "Of the labelled films, "
                  + read.leftOut()
                  + " are not in the split file. "
                  + read.unknown()
                  + " ids of the split file are unknown.");
    }
    return validation > 0 ? StratifiedSplitter.withValidation(read, films, validation, seed) : read;
  }

  private int alreadyDone(Path folder) throws IOException {
    var info = TaggerFolder.info(folder);
    if (global.json()) {
      ObjectNode json = JsonFiles.COMPACT.createObjectNode().put("tagger", name);
      json.set("training", info.provenance().training());
      json.set("evaluation", info.provenance().evaluation());
      global.printJson(json);
    } else {
      global.out().println("The tagger \"" + name + "\" is already trained.");
    }
    return 0;
  }

  private void report(TaggerTrainer.TrainingOutcome outcome, long bytes) {
    TrainingSummary training = outcome.training();
    var evaluation = outcome.evaluation();
    if (global.json()) {
      ObjectNode json = JsonFiles.COMPACT.createObjectNode();
      json.put("tagger", name);
      json.put("trainRuntimeSeconds", training.runtimeSeconds());
      json.put("trainSamplesPerSecond", training.samplesPerSecond());
      json.put("trainStepsPerSecond", training.stepsPerSecond());
      json.put("trainLoss", training.loss());
      json.put("bestEpoch", training.bestEpoch());
      json.put("peakMemoryBytes", ProcessMemory.peakBytes());
      json.put("parameters", outcome.tagger().parameters());
      json.put("bytesOnDisk", bytes);
      json.set("epochs", JsonFiles.COMPACT.valueToTree(training.epochs()));
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
    global.out().println("Try it: tagline predict " + name + " synopsis.txt");
  }
}
