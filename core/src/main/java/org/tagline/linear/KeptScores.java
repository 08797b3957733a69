package org.tagline.linear;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores the finished parts of a training, one file each, so that an interrupted training can
 * resume. Files are written atomically. Not thread-safe.
 *
 * @param folder folder of the files; null to store nothing
 */
public record KeptScores(@Nullable Path folder) {

  /**
   * Reads a part if it is stored; otherwise trains and stores it.
   *
   * @throws UncheckedIOException if the file cannot be read or written
   */
  Scores part(String name, Supplier<Scores> train) {
    if (folder == null) {
      return train.get();
    }
    try {
      Path file = folder.resolve(name + ".scores");
      if (Files.exists(file)) {
        return read(file);
      }
      Scores trained = train.get();
      Files.createDirectories(folder);
      write(file, trained);
      return trained;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scores read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      float[][] weights = new float[in.readInt()][in.readInt()];
      for (float[] row : weights) {
        fill(row, in);
      }
      float[] bias = new float[weights.length];
      fill(bias, in);
      return new Scores(weights, bias);
    }
  }

  private static void fill(float[] row, DataInputStream in) throws IOException {
    for (int i = 0; i < row.length; i++) {
      row[i] = in.readFloat();
    }
  }

  private static void write(Path file, Scores scores) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      out.writeInt(scores.weights().length);
      out.writeInt(scores.weights()[0].length);
      for (float[] row : scores.weights()) {
        write(row, out);
      }
      write(scores.bias(), out);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(float[] row, DataOutputStream out) throws IOException {
    for (float value : row) {
      out.writeFloat(value);
    }
  }
}
