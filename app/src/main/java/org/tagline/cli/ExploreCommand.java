package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.catalogue.Catalogue;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Cleaning;
import org.tagline.dataset.Film;
import org.tagline.dataset.Profile;
import org.tagline.render.ReportFile;
import org.tagline.report.ExploreJson;
import org.tagline.report.ExploreReport;
import org.tagline.report.ExploreTables;
import org.tagline.text.Tokenizer;
import org.tagline.text.Window;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagline explore}: describes the catalogue before training. */
@Command(
    name = "explore",
    description = {
      "Describe the catalogue: its tags, problems with its films, and the lengths of the texts.",
      "",
      "Three kinds of films are left out of training: incomplete (no text or no tag), repeated (the"
          + " text and tags of an earlier film, which is kept) and contradictory (one text with"
          + " different tags; all of them)."
    },
    footer = {"", "Example: tagline explore --html report.html"})
final class ExploreCommand implements Callable<Integer> {
  private static final int LONGEST_WINDOW = 512;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a report with plots to one HTML file too.")
  @Nullable Path html;

  @Option(
      names = "--base",
      paramLabel = "ID-OR-DIR",
      description = "Encoder whose tokenizer counts the windows (${DEFAULT-VALUE}).")
  String base = BaseEncoders.DEFAULT;

  @Override
  public Integer call() throws IOException {
    if (html != null) {
      ReportFile.check(html);
    }
    BaseEncoder encoder = BaseEncoders.resolve(base);
    int windowTokens =
        Math.min(
            LONGEST_WINDOW, encoder.config().integer("max_position_embeddings", LONGEST_WINDOW));
    List<Film> documents = documents();
    Profile profile = profile(documents, encoder, windowTokens);
    if (html != null) {
      ReportFile.write(html, new ExploreReport(profile, windowTokens, encoder.id()).html());
    }
    if (global.json()) {
      Map<String, Object> result = ExploreJson.of(profile, windowTokens, encoder.id());
      if (html != null) {
        result.put("html", html.toString());
      }
      global.printJson(result);
    } else {
      global.out().print(ExploreTables.of(profile, windowTokens, encoder.id()));
      if (html != null) {
        global.out().println("Report: " + html);
      }
    }
    return 0;
  }

  private List<Film> documents() throws IOException {
    try (Catalogue catalogue = global.openCatalogue()) {
      List<Film> documents = catalogue.films();
      if (documents.isEmpty()) {
        throw new IllegalArgumentException(
            "the catalogue is empty; import films with: tagline import FILE");
      }
      return documents;
    }
  }

  private Profile profile(List<Film> documents, BaseEncoder encoder, int windowTokens)
      throws IOException {
    Cleaned cleaned = Cleaning.clean(documents);
    int films = cleaned.kept().size();
    try (Tokenizer tokenizer = encoder.tokenizer();
        Progress progress = Progress.start("Counting windows", "films", films, global.err())) {
      Windower windower = new Windower(tokenizer, WindowPolicy.all(windowTokens));
      Object oneAtATime = new Object();
      return Profile.of(
          documents,
          cleaned,
          text -> {
            List<Window> windows = windower.toRead(text).windows();
            synchronized (oneAtATime) {
              progress.stepBy(1);
            }
            return windows.stream().mapToInt(Window::size).toArray();
          });
    }
  }
}
