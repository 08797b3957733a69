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
import org.tagline.files.JsonFiles;

/** Which files of a repository make up a base. */
public final class BaseFiles {
  /** The file that says what kind of model it is. */
  public static final String CONFIG = "config.json";

  private static final List<String> TOKENIZERS = List.of("tokenizer.json", "vocab.txt");

  /** The first that a repository has is taken. */
  private static final List<String> WEIGHTS =
      CheckpointFormats.all().stream().map(CheckpointFormat::fileName).toList();

  private static final List<String> BESIDE =
      List.of(
          "tokenizer_config.json",
          "special_tokens_map.json",
          "modules.json",
          "1_Pooling/config.json",
          "README.md");

  private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");

  private BaseFiles() {}

  /**
   * Chooses from a repository's files; large and needless ones, such as another framework's
   * weights, stay where they are. Where the weights are an index, {@link #shards} says what belongs
   * to it.
   *
   * @throws IOException if something that a base needs is not among them
   */
  public static List<String> of(Collection<String> available) throws IOException {
    Optional<String> lacking = lacking(available::contains);
    if (lacking.isPresent()) {
      throw new IOException("has " + lacking.get());
    }
    List<String> files = new ArrayList<>(List.of(CONFIG));
    TOKENIZERS.stream().filter(available::contains).forEach(files::add);
    BESIDE.stream().filter(available::contains).forEach(files::add);
    WEIGHTS.stream().filter(available::contains).findFirst().ifPresent(files::add);
    return files;
  }

  public static boolean isIndex(String file) {
    return file.endsWith(".index.json");
  }

  /** The weight files that an index names; one that is no plain file name is refused. */
  public static Set<String> shards(Path index) throws IOException {
    JsonNode map;
    try {
      map = JsonFiles.COMPACT.readTree(Files.readAllBytes(index)).path("weight_map");
    } catch (JsonProcessingException e) {
      throw new IOException(index + " is not the index of a model's weights", e);
    }
    Set<String> shards = new TreeSet<>();
    for (JsonNode shard : map) {
      String name = shard.asText();
      if (!SHARD.matcher(name).matches() || name.contains("..")) {
        throw new IOException(index + " names \"" + name + "\", which is no file of a model");
      }
      shards.add(name);
    }
    if (shards.isEmpty()) {
      throw new IOException(index + " names no weight files");
    }
    return shards;
  }

  /** What a folder lacks to be a base, as words after "has"; empty when nothing. */
  public static Optional<String> lacking(Path folder) throws IOException {
    Predicate<String> here = file -> Files.isRegularFile(folder.resolve(file));
    Optional<String> lacking = lacking(here);
    Optional<String> weights = WEIGHTS.stream().filter(here).findFirst();
    if (lacking.isPresent() || weights.isEmpty() || !isIndex(weights.get())) {
      return lacking;
    }
    return shards(folder.resolve(weights.get())).stream()
        .filter(shard -> !here.test(shard))
        .findFirst()
        .map(shard -> "no " + shard);
  }

  private static Optional<String> lacking(Predicate<String> here) {
    if (!here.test(CONFIG)) {
      return Optional.of("no config.json");
    }
    if (TOKENIZERS.stream().noneMatch(here)) {
      return Optional.of("neither tokenizer.json nor vocab.txt");
    }
    return WEIGHTS.stream().anyMatch(here)
        ? Optional.empty()
        : Optional.of("no weights as " + String.join(", ", WEIGHTS));
  }
}
