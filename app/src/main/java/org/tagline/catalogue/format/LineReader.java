package org.tagline.catalogue.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the physical lines of a text with their numbers and line ends. Lines can be put back. Cuts
 * a line at {@link #MAX_LINE}, so that no file exhausts the memory. Not thread-safe.
 */
final class LineReader implements Closeable {
  /** Longest line in characters: the largest film allowed, with every character escaped. */
  static final int MAX_LINE = 8_000_000;

  /**
   * One line.
   *
   * @param number the line number; the first line is 1
   * @param text the line including its line end, {@code \n}, {@code \r\n} or {@code \r}, if any
   * @param cut whether the line was too long and its end was dropped
   */
  record Line(long number, String text, boolean cut) {
    /** Returns the text without the line end. */
    String content() {
      return text.substring(0, contentLength());
    }

    int contentLength() {
      int length = text.length();
      while (length > 0 && (text.charAt(length - 1) == '\n' || text.charAt(length - 1) == '\r')) {
        length--;
      }
      return length;
    }

    boolean isBlank() {
      return text.isBlank();
    }
  }

  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private final Deque<Line> putBack = new ArrayDeque<>();
  private int position;
  private int limit;
  private long number;

  LineReader(Reader reader) {
    this.reader = reader;
  }

  /** Returns the next line, or null at the end. */
  @Nullable Line next() throws IOException {
    Line back = putBack.poll();
    return back == null ? read() : back;
  }

  /** Returns the next line that is not blank, or null at the end. */
  @Nullable Line nextNotBlank() throws IOException {
    Line line = next();
    while (line != null && line.isBlank()) {
      line = next();
    }
    return line;
  }

  /** Puts lines back, to be returned next in this order. */
  void putBack(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      putBack.addFirst(lines.get(i));
    }
  }

  private @Nullable Line read() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean cut = false;
    boolean ended = false;
    while (!ended && fill()) {
      int end = lineEnd();
      ended = end <= limit;
      int stop = Math.min(end, limit);
      int room = MAX_LINE - text.length();
      cut |= stop - position > room;
      text.append(buffer, position, Math.min(stop - position, room));
      position = stop;
      if (ended && buffer[stop - 1] == '\r' && fill() && buffer[position] == '\n') {
        text.append('\n');
        position++;
      }
    }
    return text.isEmpty() ? null : new Line(++number, text.toString(), cut);
  }

  /** Returns the position after the first line end in the buffer, or {@code limit + 1}. */
  private int lineEnd() {
    for (int i = position; i < limit; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') {
        return i + 1;
      }
    }
    return limit + 1;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = Math.max(0, reader.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
