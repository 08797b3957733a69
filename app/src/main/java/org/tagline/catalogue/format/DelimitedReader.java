package org.tagline.catalogue.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a delimited file. After a row with a broken quote, skips to the next line that
 * is a complete row: a missing quote costs the rows it spans, not the rest of the file, and no
 * inner line of a broken text becomes a film.
 */
final class DelimitedReader implements FilmReader {
  private static final String BROKEN =
      "a quote is not closed, or a quote inside the text is not doubled";

  /** The lines of a record, and its fields or null if a quote is broken. */
  private record Attempt(List<LineReader.Line> lines, @Nullable List<String> fields) {
    long line() {
      return lines.get(0).number();
    }
  }

  private final LineReader lines;
  private final char delimiter;
  private final Header header;
  private boolean idsAreNumbers = true;

  DelimitedReader(LineReader lines, char delimiter, Header header) {
    this.lines = lines;
    this.delimiter = delimiter;
    this.header = header;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Attempt attempt = attempt();
    if (attempt == null) {
      return null;
    }
    List<String> fields = attempt.fields();
    if (fields == null) {
      long last = skipBroken(attempt);
      return new RejectedRow(
          attempt.line(), last > attempt.line() ? BROKEN + "; skipped up to line " + last : BROKEN);
    }
    if (fields.size() != header.fields()) {
      return new RejectedRow(
          attempt.line(), fields.size() + " fields where the header names " + header.fields());
    }
    return entry(attempt.line(), fields);
  }

  private Entry entry(long line, List<String> fields) {
    String id = header.has(Column.ID) ? header.value(Column.ID, fields) : null;
    idsAreNumbers &= id == null || isNumber(id);
    return RowRules.check(
        line,
        id,
        header.value(Column.TITLE, fields),
        header.value(Column.TEXT, fields),
        TagField.split(header.value(Column.TAGS, fields)));
  }

  private @Nullable Attempt attempt() throws IOException {
    LineReader.Line line = lines.nextNotBlank();
    if (line == null) {
      return null;
    }
    List<LineReader.Line> taken = new ArrayList<>();
    DelimitedRecord record = new DelimitedRecord(delimiter);
    DelimitedRecord.State state = DelimitedRecord.State.NEEDS_NEXT_LINE;
    while (line != null && state == DelimitedRecord.State.NEEDS_NEXT_LINE) {
      taken.add(line);
      state = record.take(line);
      line = state == DelimitedRecord.State.NEEDS_NEXT_LINE ? lines.next() : null;
    }
    return new Attempt(taken, state == DelimitedRecord.State.COMPLETE ? record.fields() : null);
  }

  /** Skips to the next complete row and returns the number of the last skipped line. */
  private long skipBroken(Attempt broken) throws IOException {
    long last = broken.line();
    putBackAllButFirst(broken);
    Attempt attempt = attempt();
    while (attempt != null && !looksLikeRow(attempt.fields())) {
      last = attempt.line();
      putBackAllButFirst(attempt);
      attempt = attempt();
    }
    if (attempt != null) {
      lines.putBack(attempt.lines());
    }
    return last;
  }

  private void putBackAllButFirst(Attempt attempt) {
    lines.putBack(attempt.lines().subList(1, attempt.lines().size()));
  }

  /** A line of prose can have the right number of commas, but rarely also starts with an id. */
  private boolean looksLikeRow(@Nullable List<String> fields) {
    if (fields == null || fields.size() != header.fields()) {
      return false;
    }
    if (!header.has(Column.ID)) {
      return true;
    }
    String id = header.value(Column.ID, fields).strip();
    return idsAreNumbers ? isNumber(id) : !id.isEmpty() && id.indexOf(' ') < 0;
  }

  private static boolean isNumber(String id) {
    String stripped = id.strip();
    return !stripped.isEmpty() && stripped.chars().allMatch(Character::isDigit);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
