package org.tagline.catalogue;

import java.util.List;
import org.tagline.catalogue.format.RejectedRow;

/**
 * What an import did.
 *
 * @param rows all rows of the file: the sum of the next four
 * @param imported films that are new in the catalogue
 * @param updated films that were there under the same row id with other content
 * @param unchanged films that were there with the same content
 * @param rejected rows that could not be read and were left out
 * @param rejectedRows the first {@value #LISTED} of those
 */
public record ImportReport(
    long rows,
    long imported,
    long updated,
    long unchanged,
    long rejected,
    List<RejectedRow> rejectedRows) {
  static final int LISTED = 100;

  public ImportReport {
    rejectedRows = List.copyOf(rejectedRows);
  }
}
