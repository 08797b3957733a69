package org.tagline.linear;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.tagline.files.AtomicFile;

/**
 * Stores the finished parts of a training, one file each, so that an interrupted training can
 * resume. Files are written atomically and end with a CRC-32C; a damaged part is trained again. Not
 * thread-safe.
 *
 * @param folder folder of the files; null to store nothing
 */
public record KeptScores(@Nullable Path folder) {

  /**
   * Reads a part if it is stored and undamaged; otherwise trains and stores it.
   *
   * @throws UncheckedIOException if the file cannot be read or written
   */
  Scores part(String name, Supplier<Scores> train) {
    if (folder == null) {
      return train.get();
    }
    try {
      Path file = folder.resolve(name + ".scores");
      if (isWhole(file)) {
        return read(file);
      }
      Scores trained = train.get();
      Files.createDirectories(folder);
      AtomicFile.write(file, /* replace= */ true, out -> write(out, trained));
      return trained;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a file ends with the checksum of the bytes before it. */
  private static boolean isWhole(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) < Integer.BYTES) {
      return false;
    }
    CRC32C sum = new CRC32C();
    try (DataInputStream in = open(file)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = Files.size(file) - Integer.BYTES; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          return false;
        }
        sum.update(buffer, 0, read);
        left -= read;
      }
      return in.readInt() == (int) sum.getValue();
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  private static Scores read(Path file) throws IOException {
    try (DataInputStream in = open(file)) {
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

  private static void write(OutputStream file, Scores scores) throws IOException {
    CheckedOutputStream sum = new CheckedOutputStream(file, new CRC32C());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sum));
    out.writeInt(scores.weights().length);
    out.writeInt(scores.weights()[0].length);
    for (float[] row : scores.weights()) {
      write(row, out);
    }
    write(scores.bias(), out);
    out.flush();
    out.writeInt((int) sum.getChecksum().getValue());
    out.flush();
  }

  private static void write(float[] row, DataOutputStream out) throws IOException {
    for (float value : row) {
      out.writeFloat(value);
    }
  }
}
