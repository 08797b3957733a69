package org.tagline.catalogue.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one file in their order, in constant memory. Not thread-safe. */
public interface FilmReader extends Closeable {
  /**
   * The next row, or null at the end.
   *
   * @throws IOException when the file cannot be read on, such as a gzip file that is cut short
   */
  @Nullable Entry next() throws IOException;
}
