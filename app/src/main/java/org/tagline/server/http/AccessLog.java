package org.tagline.server.http;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Writes one line per request, of bounded length. Requests that anyone can send get at most some
 * lines per second, and the others of that second are counted in one line. Thread-safe.
 */
public final class AccessLog {
  private static final int LONGEST_LINE = 300;

  /** Most lines in a second about requests that need no token. */
  private static final int MOST_LINES = 50;

  private final PrintWriter out;
  private final LongSupplier nanos;
  private final Map<String, Integer> suppressed = new TreeMap<>();
  private long second = Long.MIN_VALUE;
  private int lines;

  /**
   * Creates a log.
   *
   * @param nanos the time in nanoseconds
   */
  public AccessLog(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  /** Writes a line about a request of a client that has shown the token. */
  public void line(String text) {
    synchronized (out) {
      out.println(clean(text));
      out.flush();
    }
  }

  /**
   * Writes a line that anyone can cause, or counts it.
   *
   * @param kind the words under which it is counted, one of few
   */
  public void bounded(String kind, String text) {
    synchronized (out) {
      summarize();
      if (lines < MOST_LINES) {
        lines++;
        line(text);
      } else {
        suppressed.merge(kind, 1, Integer::sum);
      }
    }
  }

  /** Writes the count of the lines that were left out, once their second is over. */
  public void summarize() {
    synchronized (out) {
      long now = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
      if (now == second) {
        return;
      }
      second = now;
      lines = 0;
      if (!suppressed.isEmpty()) {
        line(
            "left out: "
                + suppressed.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
                    .collect(Collectors.joining(", ")));
        suppressed.clear();
      }
    }
  }

  /** Writes an error that is not a client's, with its stack trace. */
  public void error(String text, Throwable problem) {
    synchronized (out) {
      out.println(clean(text));
      problem.printStackTrace(out);
      out.flush();
    }
  }

  /** Returns a text as one line of bounded length. */
  private static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
