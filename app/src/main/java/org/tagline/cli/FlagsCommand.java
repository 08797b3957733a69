package org.tagline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Flag;
import org.tagline.catalogue.FlagsCsv;
import org.tagline.catalogue.LabelledFlags;
import org.tagline.catalogue.format.TagField;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.cli.option.SpreadsheetOption;
import org.tagline.dataset.Film;
import org.tagline.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagline flags}: lists the predictions that people marked as wrong. */
@Command(
    name = "flags",
    description = {
      "List the predictions that people marked as wrong on the web page, the newest first.",
      "",
      "Flags that were accepted in review are labelled films: --csv writes them to a file that import"
          + " reads, and train and compare use them with --with-flags."
    },
    footer = {"", "Example: tagline flags --csv flags.csv"})
final class FlagsCommand implements Callable<Integer> {
  private static final int SHOWN = 1_000;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the accepted flags as labelled films; FILE must not exist yet.")
  @Nullable Path csv;

  @Mixin SpreadsheetOption spreadsheet = new SpreadsheetOption();

  @Override
  public Integer call() throws IOException {
    spreadsheet.with(csv);
    try (Catalogue catalogue = global.openCatalogue()) {
      if (csv == null) {
        list(catalogue);
      } else {
        export(catalogue, csv);
      }
    }
    return 0;
  }

  private void list(Catalogue catalogue) {
    var page = catalogue.flags().list(null, 0, SHOWN);
    if (global.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("total", page.total());
      json.put("flags", page.flags());
      global.printJson(json);
    } else if (page.total() == 0) {
      global
          .out()
          .println("No prediction is marked as wrong. Mark one on the web page of: tagline serve");
    } else {
      page.flags().forEach(flag -> global.out().println(line(flag)));
    }
  }

  private static String line(Flag flag) {
    String what = flag.title().isEmpty() ? flag.text() : flag.title();
    String tidy = what.replaceAll("\\s+", " ");
    return "%d\t%s\t%s\t%s said %s, correct is %s\t%s"
        .formatted(
            flag.id(),
            flag.state().id(),
            Instant.ofEpochMilli(flag.flaggedAt()),
            flag.tagger(),
            TagField.join(flag.predicted()),
            TagField.join(flag.correct()),
            tidy.length() <= 60 ? tidy : tidy.substring(0, 60) + "…");
  }

  private void export(Catalogue catalogue, Path file) throws IOException {
    List<Film> films = LabelledFlags.films(catalogue.flags().accepted());
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " already exists; name another file");
    }
    if (films.isEmpty()) {
      throw new IllegalArgumentException(
          "no flag is accepted yet; review them on the web page of: tagline serve");
    }
    byte[] bytes = FlagsCsv.of(films, spreadsheet.with(file)).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, /* replace= */ false, out -> out.write(bytes));
    if (global.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("films", films.size());
      json.put("file", file.toString());
      global.printJson(json);
    } else {
      global.out().println(films.size() + " labelled films written to " + file);
    }
  }
}
