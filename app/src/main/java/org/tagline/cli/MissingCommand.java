package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.CrossFit;
import org.tagline.audit.Doubt;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.cli.option.SpreadsheetOption;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.dataset.Split;
import org.tagline.learn.TaggerListener;
import org.tagline.render.ReportFile;
import org.tagline.report.DoubtTables;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline missing}: lists tags that films of the catalogue probably lack. */
@Command(
    name = "missing",
    description = {
      "List films of the catalogue that probably lack a tag, the most probable first. With --surplus,"
          + " list tags that films probably should not have, the least probable first.",
      "",
      "Predictions for training films are biased towards the tags that these films have. --unseen"
          + " leaves them out; --cross-fit predicts each with a tagger that was trained without it."
    },
    footer = {
      "",
      "Example: tagline missing first --unseen",
      "Example: tagline missing first --tag cult --cross-fit 5 --csv missing.csv",
      "Example: tagline missing first --surplus"
    })
final class MissingCommand implements Callable<Integer> {
  private static final int MOST_PARTS = 20;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Tagger (the newest).")
  @Nullable String name;

  @Option(names = "--tag", paramLabel = "TAG", description = "Only this tag.")
  @Nullable String tag;

  @Option(
      names = "--surplus",
      description = "List tags that films have and probably should not have.")
  boolean surplus;

  @Option(names = "--unseen", description = "Only films that were not used to train the tagger.")
  boolean unseen;

  @Option(
      names = "--cross-fit",
      paramLabel = "N",
      description =
          "Split the training films into N parts and predict each part with a tagger that is trained"
              + " on the others; linear taggers only.")
  @Nullable Integer crossFit;

  @Option(
      names = "--probability",
      paramLabel = "P",
      description =
          "List tags of at least this probability (with --surplus: below it), instead of applying the"
              + " tagger's own thresholds.")
  @Nullable Double probability;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Number of films to list (${DEFAULT-VALUE}).")
  int limit = 50;

  @Mixin SpreadsheetOption spreadsheet = new SpreadsheetOption();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all films to a CSV file.")
  @Nullable Path csv;

  @Override
  public Integer call() throws IOException {
    check();
    Path folder = new TaggerStore(global.home()).find(name);
    Split split = TaggerFolder.split(folder);
    CatalogueReading reading = new CatalogueReading(global);
    List<Film> all = reading.films();
    Parts parts = Parts.of(split, all);
    try (Tagger tagger = TaggerFolder.load(folder)) {
      if (tag != null) {
        tagger.tags().indexOf(tag);
      }
      CrossFit others = crossFit == null ? null : new CrossFit(tagger, split);
      AuditedFilms audited = reading.read(tagger, parts, wanted(all, parts));
      if (others != null && crossFit != null) {
        audited = crossFitted(others, audited, all, crossFit, tagger.tags().size());
      }
      List<Doubt> doubts =
          surplus
              ? Doubt.surplus(audited, tag, probability)
              : Doubt.missing(audited, tag, probability);
      print(new DoubtTables(audited, surplus, doubts, limit));
    }
    return 0;
  }

  private void check() {
    if (unseen && crossFit != null) {
      throw new IllegalArgumentException("choose one of --unseen and --cross-fit");
    }
    if (crossFit != null && (crossFit < 2 || crossFit > MOST_PARTS)) {
      throw new IllegalArgumentException(
          "--cross-fit must be from 2 to %d, not %d".formatted(MOST_PARTS, crossFit));
    }
    if (probability != null && !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("--probability must be from 0 to 1, not " + probability);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    spreadsheet.with(csv);
    if (csv != null) {
      ReportFile.check(csv, "--csv");
    }
  }

  private List<Film> wanted(List<Film> all, Parts parts) {
    List<Film> wanted =
        unseen ? all.stream().filter(film -> parts.of(film).unseen()).toList() : all;
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "every film of the catalogue was used to train this tagger; leave --unseen out");
    }
    return wanted;
  }

  private AuditedFilms crossFitted(
      CrossFit others, AuditedFilms audited, List<Film> all, int parts, int tags)
      throws IOException {
    try (Progress progress =
        Progress.start("Training", "tags", (long) parts * tags, global.err())) {
      return others.of(
          audited,
          all,
          parts,
          new TaggerListener() {
            @Override
            public void onTags(int done, int total) {
              progress.stepBy(1);
            }
          });
    }
  }

  private void print(DoubtTables tables) throws IOException {
    if (csv != null) {
      ReportFile.write(csv, tables.csv(spreadsheet.with(csv)));
    }
    if (global.json()) {
      global.printJson(tables.json());
    } else {
      global.out().print(tables.text());
      if (csv != null) {
        global.out().println("All films: " + csv);
      }
    }
  }
}
