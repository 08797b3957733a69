package org.tagline.catalogue.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Examines the first bytes of a file. Streams must support marks. */
final class TextStart {
  private static final int HEAD_BYTES = 4096;

  private TextStart() {}

  static boolean startsWith(InputStream input, int... bytes) throws IOException {
    byte[] head = peek(input, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Skips a byte order mark and returns its encoding, or UTF-8 if there is none. */
  static Charset skipMark(InputStream input) throws IOException {
    if (startsWith(input, 0xef, 0xbb, 0xbf)) {
      input.skipNBytes(3);
      return StandardCharsets.UTF_8;
    }
    if (startsWith(input, 0xff, 0xfe)) {
      input.skipNBytes(2);
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(input, 0xfe, 0xff)) {
      input.skipNBytes(2);
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  /**
   * Checks that a file may be text.
   *
   * @throws IOException if the file is binary; the message says how to convert it
   */
  static void refuseBinary(Path file, InputStream input) throws IOException {
    if (startsWith(input, 'P', 'K', 3, 4)) {
      throw new IOException(
          file + " is a zip or spreadsheet file; unpack it, or save the sheet as CSV");
    }
    if (startsWith(input, 0xff, 0xfe) || startsWith(input, 0xfe, 0xff)) {
      return;
    }
    byte[] head = peek(input, HEAD_BYTES);
    int controls = 0;
    int zeros = 0;
    for (byte value : head) {
      zeros += value == 0 ? 1 : 0;
      controls += value >= 0 && value < ' ' && "\t\n\r\f".indexOf(value) < 0 ? 1 : 0;
    }
    if (zeros > head.length / 4) {
      throw new IOException(
          file + " looks like UTF-16 or a binary file; save it as CSV in UTF-8 and try again");
    }
    if (controls > 8 + head.length / 20) {
      throw new IOException(file + " is not a text file; give it as CSV, TSV or JSON lines");
    }
  }

  private static byte[] peek(InputStream input, int count) throws IOException {
    input.mark(count);
    byte[] head = new byte[count];
    int read = input.readNBytes(head, 0, count);
    input.reset();
    return Arrays.copyOf(head, read);
  }
}
