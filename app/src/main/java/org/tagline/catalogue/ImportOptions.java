package org.tagline.catalogue;

/**
 * How a file is to be imported.
 *
 * @param strict whether one malformed row refuses the whole file
 * @param idPrefix put before every row id, for a second file that numbers its rows like a first
 * @param replace whether a file may replace most of the films that have its row numbers
 */
public record ImportOptions(boolean strict, String idPrefix, boolean replace) {
  public static final ImportOptions DEFAULT = new ImportOptions(false, "", false);
}
