package org.tagline.catalogue;

import java.util.List;
import org.tagline.catalogue.format.RejectedRow;

/**
 * The result of an import.
 *
 * @param rows the number of rows in the file: the sum of the next four
 * @param imported the number of films added to the catalogue
 * @param updated the number of known films whose content changed
 * @param unchanged the number of known films with equal content
 * @param rejected the number of malformed rows, which are skipped
 * @param rejectedRows the first {@value #LISTED} malformed rows
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
