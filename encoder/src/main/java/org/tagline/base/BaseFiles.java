package org.tagline.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tagline.checkpoint.CheckpointFormat;
import org.tagline.checkpoint.CheckpointFormats;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;

/** Decides which files of a repository belong to a base. */
public final class BaseFiles {
  /** Name of the configuration file, which declares the architecture. */
  public static final String CONFIG = "config.json";

  private static final List<String> TOKENIZERS = List.of("tokenizer.json", "vocab.txt");

  /** Weight files in order of preference; one is used. */
  private static final List<String> WEIGHTS =
      CheckpointFormats.all().stream().map(CheckpointFormat::fileName).toList();

  private static final List<String> OPTIONAL =
      List.of(
          "tokenizer_config.json",
          "special_tokens_map.json",
          "modules.json",
          "1_Pooling/config.json",
          "README.md");

  private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");

  private BaseFiles() {}

  /**
   * Chooses the needed files of a repository and leaves out others, such as another framework's
   * weights. If the weights are an index, {@link #shards} names their files.
   *
   * @throws IOException if a needed file is missing; the message is a predicate such as "has no
   *     config.json"
   */
  public static List<String> of(Collection<String> available) throws IOException {
    Optional<String> missing = missing(available::contains);
    if (missing.isPresent()) {
      throw new IOException("has " + missing.get());
    }
    List<String> files = new ArrayList<>(List.of(CONFIG));
    TOKENIZERS.stream().filter(available::contains).forEach(files::add);
    OPTIONAL.stream().filter(available::contains).forEach(files::add);
    WEIGHTS.stream().filter(available::contains).findFirst().ifPresent(files::add);
    return files;
  }

  /** Returns whether a file is an index of weight files. */
  public static boolean isIndex(String file) {
    return file.endsWith(".index.json");
  }

  /**
   * Returns the weight files that an index names.
   *
   * @throws IOException if it is not an index, or a name is not a plain file name
   */
  public static Set<String> shards(Path index) throws IOException {
    JsonNode map;
    try {
      map = JsonFiles.tree(index, BoundedFile.NAMES).path("weight_map");
    } catch (JsonProcessingException e) {
      throw new IOException(index + " is not the index of a model's weights", e);
    }
    Set<String> shards = new TreeSet<>();
    for (JsonNode shard : map) {
      String name = shard.asText();
      if (!SHARD.matcher(name).matches() || name.contains("..")) {
        throw new IOException(index + " names \"" + name + "\", which is not a valid file name");
      }
      shards.add(name);
    }
    if (shards.isEmpty()) {
      throw new IOException(index + " names no weight files");
    }
    return shards;
  }

  /**
   * Returns the first file that a folder lacks to be a base, as words that follow "has", such as
   * "no config.json"; empty if it is complete.
   */
  public static Optional<String> missing(Path folder) throws IOException {
    Predicate<String> exists = file -> Files.isRegularFile(folder.resolve(file));
    Optional<String> missing = missing(exists);
    Optional<String> weights = WEIGHTS.stream().filter(exists).findFirst();
    if (missing.isPresent() || weights.isEmpty() || !isIndex(weights.get())) {
      return missing;
    }
    return shards(folder.resolve(weights.get())).stream()
        .filter(shard -> !exists.test(shard))
        .findFirst()
        .map(shard -> "no " + shard);
  }

  private static Optional<String> missing(Predicate<String> exists) {
    if (!exists.test(CONFIG)) {
      return Optional.of("no config.json");
    }
    if (TOKENIZERS.stream().noneMatch(exists)) {
      return Optional.of("neither tokenizer.json nor vocab.txt");
    }
    return WEIGHTS.stream().anyMatch(exists)
        ? Optional.empty()
        : Optional.of("no weights as " + String.join(", ", WEIGHTS));
  }
}
