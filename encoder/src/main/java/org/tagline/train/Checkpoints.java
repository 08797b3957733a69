package org.tagline.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.Safetensors;
import org.tagline.files.AtomicFolder;
import org.tagline.files.Folders;

/**
 * The checkpoints of one training: folders {@code step-N} under one folder, the newest kept.
 *
 * <p>A checkpoint is written beside, forced to the disk and renamed, so a folder with that name is
 * whole whenever the process or the machine stops. Not thread-safe.
 */
public final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "step-";

  private final Path folder;

  public Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * A checkpoint read back.
   *
   * @param tensors owned by the caller
   */
  record Stored(TrainingState state, Map<String, Tensor> tensors) {}

  /** Where the newest whole checkpoint lies. */
  public Optional<Path> newest() throws IOException {
    return all().stream().max(Comparator.naturalOrder());
  }

  Optional<Stored> read() throws IOException {
    Optional<Path> newest = newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    TrainingState state =
        JSON.readValue(newest.get().resolve("state.json").toFile(), TrainingState.class);
    return Optional.of(
        new Stored(state, Safetensors.read(newest.get().resolve("state.safetensors"))));
  }

  Path write(TrainingState state, Map<String, Tensor> tensors) throws IOException {
    Files.createDirectories(folder);
    Path whole = folder.resolve(String.format("%s%09d", PREFIX, state.step()));
    Path part = folder.resolve("part-" + state.step());
    Folders.delete(part);
    Folders.delete(whole);
    try {
      Files.createDirectory(part);
      Safetensors.write(part.resolve("state.safetensors"), tensors, Map.of());
      AtomicFolder.writeForced(part.resolve("state.json"), JSON.writeValueAsBytes(state));
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Folders.delete(part);
      throw new IOException(
          "the checkpoint could not be written to "
              + folder
              + " ("
              + e.getMessage()
              + "); free some disk space and go on with --resume",
          e);
    }
    Folders.force(folder);
    for (Path other : all()) {
      if (!other.equals(whole)) {
        Folders.delete(other);
      }
    }
    return whole;
  }

  /** Removes all checkpoints, whole and partial. */
  public void clear() throws IOException {
    Folders.delete(folder);
  }

  private List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(e -> e.getFileName().toString().startsWith(PREFIX)).toList();
    }
  }

  /** Weights, best weights and optimizer moments under distinct names. */
  static Map<String, Tensor> gather(
      Map<String, Tensor> weights, Map<String, Tensor> best, Map<String, Tensor> optimizer) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> all.put("weight." + name, tensor));
    best.forEach((name, tensor) -> all.put("best." + name, tensor));
    optimizer.forEach((name, tensor) -> all.put("optimizer." + name, tensor));
    return all;
  }

  /** The tensors that {@link #gather} put under a prefix. */
  static Map<String, Tensor> under(String prefix, Map<String, Tensor> all) {
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix + ".")) {
            chosen.put(name.substring(prefix.length() + 1), tensor);
          }
        });
    return chosen;
  }
}
