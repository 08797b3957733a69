package org.tagline.catalogue.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text in CSV (RFC 4180), written row by row. The exact form holds the cells unchanged.
 *
 * <p>Spreadsheets run a cell that begins with {@code =}, {@code +}, {@code -} or {@code @} as a
 * formula, which can send data to others or start programs. The form for spreadsheets puts an
 * apostrophe before such cells, quotes all cells, and does the same after each character inside a
 * cell that a spreadsheet may take for a separator, as OWASP advises against CSV injection. Import
 * cannot tell these apostrophes from others. Not thread-safe.
 */
public final class CsvText {
  private static final Pattern FORMULA =
      Pattern.compile(
          "(?<=^|[;\\t\\r\\n])(?=[\\s\\u00a0\\ufeff]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])"
              + "|^(?=[\\t\\r\\n])");

  private final StringWriter text = new StringWriter();
  private final CsvWriter writer;
  private final boolean spreadsheet;

  /**
   * Creates an empty text.
   *
   * @param spreadsheet whether to write the form for spreadsheets instead of the exact one
   */
  public CsvText(boolean spreadsheet) {
    this.spreadsheet = spreadsheet;
    CsvWriter.CsvWriterBuilder builder = CsvWriter.builder();
    if (spreadsheet) {
      builder.quoteStrategy(QuoteStrategies.ALWAYS);
    }
    writer = builder.build(text);
  }

  /** Adds a row. */
  public CsvText row(List<String> cells) {
    writer.writeRecord(spreadsheet ? cells.stream().map(CsvText::harmless).toList() : cells);
    return this;
  }

  /** Adds a row. */
  public CsvText row(String... cells) {
    return row(List.of(cells));
  }

  /** Returns the rows so far. */
  @Override
  public String toString() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String harmless(String cell) {
    return FORMULA.matcher(cell).replaceAll("'");
  }
}
