package org.tagline.catalogue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;

/** Reads the rows of a file for either pass of an import. Not thread-safe. */
final class ImportRows implements Closeable {
  private final FilmReader reader;
  private final String prefix;
  private final RepeatedIds ids = new RepeatedIds();

  ImportRows(Path file, ImportOptions options) throws IOException {
    reader = FilmFile.open(file);
    prefix = options.idPrefix();
  }

  /** Returns the next row, or null at the end. */
  @Nullable Entry next() throws IOException {
    Entry entry = reader.next();
    return entry instanceof FilmRow film ? ids.check(prefixed(film)) : entry;
  }

  private FilmRow prefixed(FilmRow film) {
    return film.rowId() == null || prefix.isEmpty()
        ? film
        : new FilmRow(film.line(), prefix + film.rowId(), film.title(), film.text(), film.tags());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
