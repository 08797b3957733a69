package org.tagline.catalogue;

import java.nio.file.Path;
import java.util.List;
import org.tagline.catalogue.format.RejectedRow;

/**
 * A file that was read to its end without storing anything, and can be imported.
 *
 * @param rows all its rows
 * @param rejected those that cannot be read
 * @param rejectedRows the first of those
 */
public record CheckedFile(
    Path file, ImportOptions options, long rows, long rejected, List<RejectedRow> rejectedRows) {
  public CheckedFile {
    rejectedRows = List.copyOf(rejectedRows);
  }
}
