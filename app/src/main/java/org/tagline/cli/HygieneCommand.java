package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.TagHygiene;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.dataset.Cleaning;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.report.HygieneTables;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline hygiene}: finds problems with the tags. */
@Command(
    name = "hygiene",
    description = {
      "Find problems with the catalogue's tags: near-synonyms, tags that always or never occur"
          + " together, tags that the tagger did not learn, and how a merge of two tags would change"
          + " F1.",
      "",
      "The tagger is measured only on films that it was not trained on. The catalogue is not changed."
    },
    footer = {
      "",
      "Example: tagline hygiene many",
      "Example: tagline hygiene many --merge \"murder + violence\""
    })
final class HygieneCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Tagger (the newest).")
  @Nullable String name;

  @Option(
      names = "--merge",
      paramLabel = "A+B",
      description = "Show the effect of merging two tags; can be repeated (the most similar tags).")
  List<String> merge = List.of();

  @Override
  public Integer call() throws IOException {
    Path folder = new TaggerStore(global.home()).find(name);
    Split split = TaggerFolder.split(folder);
    CatalogueReading reading = new CatalogueReading(global);
    List<Film> all = reading.films();
    List<Film> labelled = Cleaning.clean(all).kept();
    Parts parts = Parts.of(split, all);
    try (Tagger tagger = TaggerFolder.load(folder)) {
      List<TagHygiene.Pair> pairs = new ArrayList<>();
      merge.forEach(words -> pairs.add(pair(words, tagger.tags())));
      List<Film> judged =
          tagger.info().task() == Task.SINGLE
              ? List.of()
              : labelled.stream().filter(film -> parts.of(film) != Parts.Part.LEARNED).toList();
      AuditedFilms audited = reading.read(tagger, parts, judged);
      TagHygiene hygiene = TagHygiene.of(labelled, audited, pairs);
      if (global.json()) {
        global.printJson(hygiene);
      } else {
        global.out().print(HygieneTables.of(hygiene));
      }
    }
    return 0;
  }

  /** Splits at the plus sign between two known tags; tags may contain plus signs themselves. */
  private static TagHygiene.Pair pair(String words, TagSet tags) {
    for (int at = words.indexOf('+'); at >= 0; at = words.indexOf('+', at + 1)) {
      String first = words.substring(0, at).strip();
      String second = words.substring(at + 1).strip();
      if (tags.contains(first) && tags.contains(second)) {
        return new TagHygiene.Pair(first, second);
      }
    }
    throw new IllegalArgumentException(
        "--merge needs two tags of the tagger as A+B, not \"" + words + "\"; its tags are " + tags);
  }
}
