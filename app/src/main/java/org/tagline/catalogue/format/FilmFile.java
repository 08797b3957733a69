package org.tagline.catalogue.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a file of films and detects its format. */
public final class FilmFile {
  /** All formats; add a new one here. */
  private static final List<FileFormat> FORMATS =
      List.of(
          new JsonLinesFormat(),
          new DelimitedFormat(',', ".csv"),
          new DelimitedFormat('\t', ".tsv"),
          new DelimitedFormat(';', ".csv"));

  private FilmFile() {}

  /**
   * Opens a CSV, TSV or JSON lines file, plain or gzipped. The format is detected from the content
   * first, then from the name.
   *
   * @throws IOException if the file is missing, empty, not text, or has no synopsis column; the
   *     message says what to do
   */
  public static FilmReader open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name a CSV, TSV or JSON lines file");
    }
    InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      LineReader lines = new LineReader(text(file, input));
      LineReader.Line first = lines.nextNotBlank();
      if (first == null) {
        throw new IOException(
            file + " is empty; name a file with a header and a row for each film");
      }
      lines.putBack(List.of(first));
      return format(file, first.content()).open(lines);
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static FileFormat format(Path file, String firstLine) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    FileFormat best =
        FORMATS.stream()
            .max(Comparator.comparingInt(format -> format.recognise(name, firstLine)))
            .orElseThrow();
    if (best.recognise(name, firstLine) > 0) {
      return best;
    }
    if (firstLine.stripLeading().startsWith("[")) {
      throw new IOException(
          file + " is one JSON list; write one object per line, for example with: jq -c '.[]'");
    }
    throw new IOException(
        file
            + " has no header with a synopsis column; its first line must name the columns,"
            + " for example id,title,synopsis,tags, but is: "
            + shortened(firstLine));
  }

  private static Reader text(Path file, InputStream raw) throws IOException {
    InputStream input = raw;
    if (TextStart.startsWith(raw, 0x1f, 0x8b)) {
      try {
        input = new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
      } catch (EOFException | ZipException e) {
        throw damaged(file, e);
      }
    }
    Reader reader;
    try {
      TextStart.refuseBinary(file, input);
      CharsetDecoder decoder =
          TextStart.skipMark(input)
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE)
              .replaceWith(String.valueOf(RowRules.NOT_DECODED));
      reader = new InputStreamReader(input, decoder);
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
    return new FilterReader(reader) {
      @Override
      public int read(char[] buffer, int offset, int length) throws IOException {
        try {
          return super.read(buffer, offset, length);
        } catch (EOFException | ZipException e) {
          throw damaged(file, e);
        }
      }
    };
  }

  private static IOException damaged(Path file, IOException cause) {
    return new IOException(file + " is cut short or damaged; fetch or compress it again", cause);
  }

  private static String shortened(String line) {
    String printable = line.strip().replaceAll("\\p{Cntrl}", " ");
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
  }
}
