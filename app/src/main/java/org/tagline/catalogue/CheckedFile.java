package org.tagline.catalogue;

import java.nio.file.Path;
import java.util.List;
import org.tagline.catalogue.format.RejectedRow;

/**
 * A file that was read completely without storing anything and is ready to be imported.
 *
 * @param file the path of the file
 * @param options the options that it was checked with
 * @param rows the number of rows
 * @param rejected the number of malformed rows
 * @param rejectedRows the first malformed rows
 */
public record CheckedFile(
    Path file, ImportOptions options, long rows, long rejected, List<RejectedRow> rejectedRows) {
  public CheckedFile {
    rejectedRows = List.copyOf(rejectedRows);
  }
}
