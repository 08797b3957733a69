package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline export}: a tagger for use elsewhere. */
@Command(
    name = "export",
    description = "Copy a tagger to a folder in the hub's layout, checked on the way.",
    footer = {"", "Example: tagline export first ./first-for-others"})
final class ExportCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "The tagger.")
  String name = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "A folder that does not exist yet.")
  Path target = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "hub: config.json, model.safetensors, tokenizer.json (${DEFAULT-VALUE}).")
  String format = "hub";

  @Override
  public Integer call() throws IOException {
    if (!format.equals("hub")) {
      throw new IllegalArgumentException(
          "the format \"" + format + "\" is not known; use --format hub");
    }
    if (Files.exists(target)) {
      throw new IllegalArgumentException(target + " exists already; name a new folder");
    }
    Path folder = new TaggerStore(global.home()).find(name);
    try (Tagger tagger = TaggerFolder.load(folder)) {
      TaggerFolder.write(target, tagger, TaggerFolder.split(folder));
    }
    if (global.json()) {
      global.printJson(java.util.Map.of("tagger", name, "folder", target.toString()));
    } else {
      global.out().println("\"" + name + "\" is in " + target + ".");
    }
    return 0;
  }
}
