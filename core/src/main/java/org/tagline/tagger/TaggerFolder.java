package org.tagline.tagger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagline.dataset.Split;
import org.tagline.files.AtomicFolder;
import org.tagline.files.BoundedFile;
import org.tagline.files.Checksums;
import org.tagline.files.FolderLock;
import org.tagline.files.JsonFiles;

/**
 * Reads and writes a tagger as a folder: the files of the model (for a transformer in the layout of
 * the Hugging Face hub: {@code config.json}, {@code model.safetensors}, {@code tokenizer.json}),
 * {@code tagline.json}, {@code split.json}, a model card and the SHA-256 of every file.
 */
public final class TaggerFolder {

  private static final int MAX_ATTEMPTS = 10;

  private TaggerFolder() {}

  /**
   * Reads {@code tagline.json} only.
   *
   * @throws IOException if it is missing, damaged or of another version
   */
  public static TaggerInfo info(Path folder) throws IOException {
    Path file = folder.resolve("tagline.json");
    if (!Files.exists(file)) {
      throw new IOException(folder + " is not a tagger: it has no tagline.json");
    }
    try {
      TaggerInfo info =
          JsonFiles.INDENTED.readValue(
              BoundedFile.bytes(file, BoundedFile.NAMES), TaggerInfo.class);
      if (info.format() != TaggerInfo.FORMAT) {
        throw new IOException(
            file + " has format " + info.format() + "; this version reads " + TaggerInfo.FORMAT);
      }
      return info;
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /** Reads the split of the dataset on which the tagger was trained. */
  public static Split split(Path folder) throws IOException {
    Path file = folder.resolve("split.json");
    try {
      byte[] json = BoundedFile.bytes(file, TaggerJson.MAX_SPLIT);
      return TaggerJson.SPLIT.readValue(json, Split.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Verifies the checksums of all files and loads a tagger. If another process replaces the folder
   * meanwhile, loads the new one.
   */
  public static Tagger load(Path folder) throws IOException {
    String before = Checksums.read(folder);
    for (int attempt = 1; ; attempt++) {
      String after;
      try {
        Tagger tagger = loadOnce(folder);
        after = Checksums.read(folder);
        if (after.equals(before)) {
          return tagger;
        }
        // Its files may be of both folders.
        tagger.close();
      } catch (IOException | RuntimeException e) {
        after = Checksums.read(folder);
        if (after.equals(before) || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
      before = after;
    }
  }

  private static Tagger loadOnce(Path folder) throws IOException {
    TaggerInfo info = info(folder);
    Checksums.verify(folder);
    return new Tagger(info, info.kind().load(folder, info));
  }

  /**
   * Writes a tagger atomically: after a failure the folder is as before.
   *
   * @param folder folder to create or replace
   */
  public static void write(Path folder, Tagger tagger, Split split) throws IOException {
    AtomicFolder.write(folder, part -> fill(part, tagger, split));
  }

  /**
   * Writes a tagger to a locked folder atomically.
   *
   * @param replace whether to replace a folder that exists
   * @throws IOException if the folder exists and is not to be replaced, or cannot be written
   */
  public static void write(FolderLock lock, boolean replace, Tagger tagger, Split split)
      throws IOException {
    AtomicFolder.write(lock, replace, part -> fill(part, tagger, split));
  }

  private static void fill(Path part, Tagger tagger, Split split) throws IOException {
    TaggerInfo info = tagger.info();
    tagger.model().write(part, info);
    write(part, "tagline.json", JsonFiles.INDENTED.writeValueAsBytes(described(info)));
    write(part, "split.json", JsonFiles.INDENTED.writeValueAsBytes(split));
    write(part, "README.md", card(tagger).getBytes(StandardCharsets.UTF_8));
    KnownAnswer.of(tagger).write(part);
    Checksums.write(part);
  }

  /**
   * Writes a tagger atomically for ONNX runtimes: {@code model.onnx}, tokenizer, configuration,
   * model card and checksums.
   *
   * @throws IllegalArgumentException if this kind of model cannot be exported
   */
  public static void writeOnnx(Path folder, Tagger tagger, Quantization quantization)
      throws IOException {
    AtomicFolder.write(folder, part -> fillOnnx(part, tagger, quantization));
  }

  /**
   * Writes a tagger for ONNX runtimes to a locked folder atomically.
   *
   * @throws IllegalArgumentException if this kind of model cannot be exported
   * @throws IOException if the folder exists, or cannot be written
   */
  public static void writeOnnx(FolderLock lock, Tagger tagger, Quantization quantization)
      throws IOException {
    AtomicFolder.write(lock, /* replace= */ false, part -> fillOnnx(part, tagger, quantization));
  }

  private static void fillOnnx(Path part, Tagger tagger, Quantization quantization)
      throws IOException {
    TaggerInfo info = tagger.info();
    tagger.model().writeOnnx(part, info, quantization);
    write(part, "tagline.json", JsonFiles.INDENTED.writeValueAsBytes(described(info)));
    write(part, "README.md", card(tagger).getBytes(StandardCharsets.UTF_8));
    Checksums.write(part);
  }

  /**
   * Returns the content of {@code tagline.json}. The kind {@link ModelKind#UNNAMED} is omitted, so
   * that older versions can read the file.
   */
  private static ObjectNode described(TaggerInfo info) {
    ObjectNode json = JsonFiles.INDENTED.valueToTree(info);
    if (info.kind().id().equals(ModelKind.UNNAMED)) {
      json.remove("kind");
    }
    return json;
  }

  private static String card(Tagger tagger) {
    return ModelCard.of(tagger.info(), tagger.model().words(tagger.info()));
  }

  private static void write(Path part, String name, byte[] bytes) throws IOException {
    AtomicFolder.writeForced(part.resolve(name), bytes);
  }
}
