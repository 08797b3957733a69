package org.tagline.tagger;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a text into sentences by Unicode's rules for sentence boundaries (UAX 29). */
public final class Sentences {

  private Sentences() {}

  /**
   * Position of a sentence in the text, in UTF-16 units, without surrounding white space.
   *
   * @param start start
   * @param end end, exclusive
   */
  public record Span(int start, int end) {

    public boolean overlaps(int from, int to) {
      return from < end && to > start;
    }
  }

  public static List<Span> of(String text) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(text);
    List<Span> spans = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      int from = start;
      int to = end;
      while (from < to && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
        to--;
      }
      if (from < to) {
        spans.add(new Span(from, to));
      }
    }
    return spans;
  }
}
