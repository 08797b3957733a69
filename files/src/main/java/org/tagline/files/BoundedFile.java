package org.tagline.files;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads whole files whose size nobody has checked, up to a limit. The limit holds for devices and
 * growing files too, whose size is not known before they are read.
 */
public final class BoundedFile {
  /** Limit for settings that people write: 4 MB, a hundred times what any published model has. */
  public static final int SETTINGS = 4 << 20;

  /** Limit for lists of names, such as an index of weights or a vocabulary: 16 MB. */
  public static final int NAMES = 16 << 20;

  private BoundedFile() {}

  /**
   * Returns the contents.
   *
   * @param limit largest accepted size in bytes
   * @throws IOException if the file is missing or larger
   */
  public static byte[] bytes(Path file, int limit) throws IOException {
    refuseLarge(file, limit);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLarge(file, limit);
      }
      return bytes;
    }
  }

  /**
   * Returns the contents as text.
   *
   * @throws IOException if the file is missing, larger, or not UTF-8
   */
  public static String text(Path file, int limit) throws IOException {
    byte[] bytes = bytes(file, limit);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    }
  }

  /**
   * Returns the lines without their line ends.
   *
   * @param most largest accepted number of lines
   * @throws IOException if the file is missing, larger, not UTF-8, or has more lines
   */
  public static List<String> lines(Path file, int limit, int most) throws IOException {
    refuseLarge(file, limit);
    List<String> lines = new ArrayList<>();
    InputStream bounded = new Bounded(file, Files.newInputStream(file), limit);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8.newDecoder()))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (lines.size() == most) {
          throw new IOException(file + " has more than the " + most + " lines that belong there");
        }
        lines.add(line);
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    }
  }

  /** Refuses a file by its size, where it has one, before memory is filled up to the limit. */
  private static void refuseLarge(Path file, int limit) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > limit) {
      throw tooLarge(file, limit);
    }
  }

  private static IOException tooLarge(Path file, int limit) {
    return new IOException(
        file + " is larger than the " + limit + " bytes that a file of its kind may have");
  }

  /** Fails when more bytes are read than the limit, so that lines need no copy of the file. */
  private static final class Bounded extends FilterInputStream {
    private final Path file;
    private final int limit;
    private long seen;

    Bounded(Path file, InputStream in, int limit) {
      super(in);
      this.file = file;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(read);
      return read;
    }

    private void count(int read) throws IOException {
      seen += Math.max(0, read);
      if (seen > limit) {
        throw tooLarge(file, limit);
      }
    }
  }
}
