package org.tagline.catalogue.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses one record line by line according to RFC 4180: a quoted field may contain delimiters, line
 * ends and doubled quotes. A quote inside an unquoted field is an ordinary character. Unlike most
 * parsers, rejects text after a closing quote: accepting it would join two films if one quote is
 * missing.
 */
final class DelimitedRecord {
  /** Longest record in characters, including quotes and line ends. */
  static final int MAX_LENGTH = 4_000_000;

  /** Most lines of a record, since each takes many times its own size in memory. */
  static final int MAX_LINES = 200_000;

  /** Most fields that are kept; a row with more than its header has is rejected in any case. */
  static final int MAX_FIELDS = 10_000;

  enum State {
    COMPLETE,
    NEEDS_NEXT_LINE,
    BROKEN
  }

  private final char delimiter;
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder quoted = new StringBuilder();
  private boolean inQuotes;
  private long length;
  private int lines;

  DelimitedRecord(char delimiter) {
    this.delimiter = delimiter;
  }

  /** Returns the fields of a complete record. */
  List<String> fields() {
    return fields;
  }

  /** Parses the next line of the record, including its line end. */
  State take(LineReader.Line line) {
    length += line.text().length();
    if (line.cut() || length > MAX_LENGTH || ++lines > MAX_LINES) {
      return State.BROKEN;
    }
    String text = line.text();
    int end = line.contentLength();
    int position = 0;
    while (true) {
      if (!inQuotes) {
        int start = quoteStart(text, position, end);
        if (start < 0) {
          int next = text.indexOf(delimiter, position);
          if (next < 0 || next >= end) {
            add(text.substring(position, end));
            return State.COMPLETE;
          }
          add(text.substring(position, next));
          position = next + 1;
          continue;
        }
        inQuotes = true;
        position = start + 1;
      }
      int quote = text.indexOf('"', position);
      if (quote < 0) {
        quoted.append(text, position, text.length());
        return State.NEEDS_NEXT_LINE;
      }
      quoted.append(text, position, quote);
      position = quote + 1;
      if (position < end && text.charAt(position) == '"') {
        quoted.append('"');
        position++;
        continue;
      }
      inQuotes = false;
      add(quoted.toString());
      quoted.setLength(0);
      position = skipSpaces(text, position, end);
      if (position == end) {
        return State.COMPLETE;
      }
      if (text.charAt(position) != delimiter) {
        return State.BROKEN;
      }
      position++;
    }
  }

  private void add(String field) {
    if (fields.size() < MAX_FIELDS) {
      fields.add(field);
    }
  }

  /** Returns the position of a field's opening quote, after any spaces, or -1. */
  private static int quoteStart(String text, int position, int end) {
    int start = skipSpaces(text, position, end);
    return start < end && text.charAt(start) == '"' ? start : -1;
  }

  private static int skipSpaces(String text, int position, int end) {
    int at = position;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
