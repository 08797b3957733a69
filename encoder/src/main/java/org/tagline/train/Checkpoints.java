package org.tagline.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.Safetensors;
import org.tagline.files.AtomicFolder;
import org.tagline.files.Checksums;
import org.tagline.files.Folders;
import org.tagline.files.JsonFiles;

/**
 * The checkpoints of one training: folders {@code step-N} under one folder, of which the newest is
 * kept.
 *
 * <p>A checkpoint is written to a temporary folder with the SHA-256 of its files, forced to the
 * disk and renamed, so a folder {@code step-N} is complete even if the process or the machine is
 * killed. Not thread-safe; two trainings must not share a folder.
 */
public final class Checkpoints {
  private static final ObjectMapper JSON = JsonFiles.COMPACT;
  private static final String PREFIX = "step-";

  private final Path folder;

  public Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * A checkpoint read from the disk.
   *
   * @param tensors weights and optimizer moments, owned by the caller
   */
  record Stored(TrainingState state, Map<String, Tensor> tensors) {}

  /** Returns the folder of the newest complete checkpoint. */
  public Optional<Path> newest() throws IOException {
    return all().stream().max(Comparator.naturalOrder());
  }

  Optional<Stored> read() throws IOException {
    AtomicFolder.recoverAll(folder);
    Optional<Path> newest = newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    try {
      Checksums.verify(newest.get());
    } catch (IOException e) {
      throw new IOException(
          "the checkpoint "
              + newest.get()
              + " is damaged or of an older version; train again without --resume",
          e);
    }
    TrainingState state =
        JSON.readValue(Files.readAllBytes(newest.get().resolve("state.json")), TrainingState.class);
    return Optional.of(
        new Stored(state, Safetensors.read(newest.get().resolve("state.safetensors"))));
  }

  Path write(TrainingState state, Map<String, Tensor> tensors) throws IOException {
    Path target = folder.resolve(String.format("%s%09d", PREFIX, state.step()));
    try {
      AtomicFolder.recoverAll(folder);
      AtomicFolder.write(
          target,
          part -> {
            Safetensors.write(part.resolve("state.safetensors"), tensors, Map.of());
            AtomicFolder.writeForced(part.resolve("state.json"), JSON.writeValueAsBytes(state));
            Checksums.write(part);
          });
    } catch (IOException e) {
      throw new IOException(
          "the checkpoint could not be written to "
              + folder
              + " ("
              + e.getMessage()
              + "); correct this and continue with --resume",
          e);
    }
    deleteOthers(target);
    return target;
  }

  /** Deletes older checkpoints; if that fails, the next {@link #write} tries again. */
  private void deleteOthers(Path newest) {
    try {
      for (Path other : all()) {
        if (!other.equals(newest)) {
          Folders.delete(other);
        }
      }
    } catch (IOException e) {
      return;
    }
  }

  /** Deletes all checkpoints, complete and partial. */
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

  /** Returns weights, best weights and optimizer moments under distinct names. */
  static Map<String, Tensor> gather(
      Map<String, Tensor> weights, Map<String, Tensor> best, Map<String, Tensor> optimizer) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> all.put("weight." + name, tensor));
    best.forEach((name, tensor) -> all.put("best." + name, tensor));
    optimizer.forEach((name, tensor) -> all.put("optimizer." + name, tensor));
    return all;
  }

  /** Returns the tensors that {@link #gather} put under a prefix. */
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
