package org.tagline.catalogue.format;

import java.io.IOException;

/** CSV or a variant with another delimiter; the first row names the columns. */
final class DelimitedFormat implements FileFormat {
  private final char delimiter;
  private final String extension;

  DelimitedFormat(char delimiter, String extension) {
    this.delimiter = delimiter;
    this.extension = extension;
  }

  @Override
  public int recognise(String fileName, String firstLine) {
    DelimitedRecord record = new DelimitedRecord(delimiter);
    if (record.take(new LineReader.Line(1, firstLine, false)) != DelimitedRecord.State.COMPLETE) {
      return 0;
    }
    int columns = new Header(record.fields()).recognised();
    return columns == 0 ? 0 : 2 * columns + (fileName.endsWith(extension) ? 1 : 0);
  }

  @Override
  public FilmReader open(LineReader lines) throws IOException {
    DelimitedRecord record = new DelimitedRecord(delimiter);
    LineReader.Line first = lines.nextNotBlank();
    if (first == null || record.take(first) != DelimitedRecord.State.COMPLETE) {
      throw new IOException("the first line must name the columns");
    }
    return new DelimitedReader(lines, delimiter, new Header(record.fields()));
  }
}
