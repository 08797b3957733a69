package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.files.FolderLock;
import org.tagline.tagger.Quantization;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline export}: copies a tagger for use elsewhere. */
@Command(
    name = "export",
    description = {
      "Copy a tagger to a folder for use elsewhere, and check the copy.",
      "",
      "The ONNX graph takes the token ids and the mask of one film's windows, [windows, tokens] each,"
          + " and returns the logits and probabilities of the tags. Its metadata lists the tags."
    },
    footer = {
      "",
      "Example: tagline export first ./first-for-others",
      "Example: tagline export first ./first-onnx --format onnx --quantize int8"
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "Tagger.")
  String name = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "Folder to write; it must not exist yet.")
  Path target = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "hub: config.json, model.safetensors, tokenizer.json;",
        "onnx: model.onnx in place of the weights (${DEFAULT-VALUE})."
      })
  String format = "hub";

  @Option(
      names = "--quantize",
      paramLabel = "TYPE",
      description = "With onnx: none, or int8 for a smaller, less exact file (${DEFAULT-VALUE}).")
  String quantize = "none";

  @Override
  public Integer call() throws IOException {
    if (!format.equals("hub") && !format.equals("onnx")) {
      throw new IllegalArgumentException("the format must be hub or onnx, not \"" + format + "\"");
    }
    Quantization quantization = Quantization.parse(quantize);
    if (format.equals("hub") && quantization != Quantization.NONE) {
      throw new IllegalArgumentException("--quantize needs --format onnx");
    }
    refuseExisting();
    Path folder = new TaggerStore(global.home()).find(name);
    String refusal = "another export writes " + target + "; wait for it or name another folder";
    try (FolderLock lock = FolderLock.take(target, refusal)) {
      refuseExisting();
      try (Tagger tagger = TaggerFolder.load(folder)) {
        if (format.equals("onnx")) {
          TaggerFolder.writeOnnx(lock, tagger, quantization);
        } else {
          TaggerFolder.write(lock, /* replace= */ false, tagger, TaggerFolder.split(folder));
        }
      }
    }
    if (global.json()) {
      global.printJson(java.util.Map.of("tagger", name, "folder", target.toString()));
    } else {
      global.out().println("Exported \"" + name + "\" to " + target + ".");
    }
    return 0;
  }

  private void refuseExisting() {
    if (Files.exists(target)) {
      throw new IllegalArgumentException(target + " already exists; name a new folder");
    }
  }
}
