package org.tagline.tagger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagline.dataset.Split;
import org.tagline.files.AtomicFolder;
import org.tagline.files.Checksums;

/**
 * A tagger as a folder: the model's own files (a transformer's in the hub's layout: {@code
 * config.json}, {@code model.safetensors}, {@code tokenizer.json}), and beside them {@code
 * tagline.json}, {@code split.json}, a model card and the SHA-256 of every file.
 */
public final class TaggerFolder {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private TaggerFolder() {}

  /** Reads {@code tagline.json} alone; a missing or foreign one gives an IOException. */
  public static TaggerInfo info(Path folder) throws IOException {
    Path file = folder.resolve("tagline.json");
    if (!Files.exists(file)) {
      throw new IOException(folder + " is no tagger: it has no tagline.json");
    }
    try {
      TaggerInfo info = JSON.readValue(file.toFile(), TaggerInfo.class);
      if (info.format() != TaggerInfo.FORMAT) {
        throw new IOException(
            file + " has format " + info.format() + "; this version reads " + TaggerInfo.FORMAT);
      }
      return info;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /** Which films trained it and which were held out. */
  public static Split split(Path folder) throws IOException {
    return JSON.readValue(folder.resolve("split.json").toFile(), Split.class);
  }

  /** Loads a tagger after checking every file's SHA-256. */
  public static Tagger load(Path folder) throws IOException {
    TaggerInfo info = info(folder);
    Checksums.verify(folder);
    return new Tagger(info, info.kind().load(folder, info));
  }

  /**
   * Writes a tagger so that a folder of that name is either whole or what it was before.
   *
   * @param folder replaced when it is a tagger already
   */
  public static void write(Path folder, Tagger tagger, Split split) throws IOException {
    AtomicFolder.write(
        folder,
        part -> {
          TaggerInfo info = tagger.info();
          tagger.model().write(part, info);
          write(part, "tagline.json", JSON.writeValueAsBytes(described(info)));
          write(part, "split.json", JSON.writeValueAsBytes(split));
          write(part, "README.md", card(tagger).getBytes(StandardCharsets.UTF_8));
          KnownAnswer.of(tagger).write(part);
          Checksums.write(part);
        });
  }

  /**
   * Writes a tagger for other runtimes, whole or not at all: {@code model.onnx}, tokenizer,
   * configuration, card, checksums.
   *
   * @throws IllegalArgumentException if there is no graph for this tagger's model
   */
  public static void writeOnnx(Path folder, Tagger tagger, Quantization quantization)
      throws IOException {
    AtomicFolder.write(
        folder,
        part -> {
          TaggerInfo info = tagger.info();
          tagger.model().writeOnnx(part, info, quantization);
          write(part, "tagline.json", JSON.writeValueAsBytes(described(info)));
          write(part, "README.md", card(tagger).getBytes(StandardCharsets.UTF_8));
          Checksums.write(part);
        });
  }

  /** The folders of before there were kinds name none, and stay readable both ways. */
  private static ObjectNode described(TaggerInfo info) {
    ObjectNode json = JSON.valueToTree(info);
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
