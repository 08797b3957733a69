package org.tagline.catalogue;

/**
 * How a file is to be imported.
 *
 * @param strict whether one malformed row refuses the whole file
 * @param idPrefix put before every row id, for a second file that numbers its rows like a first
 * @param replace whether a file may replace other films that have its ids, even when most of them
 *     do
 */
public record ImportOptions(boolean strict, String idPrefix, boolean replace) {
  private static final int MAX_PREFIX = 50;

  public static final ImportOptions DEFAULT = new ImportOptions(false, "", false);

  /**
   * @throws IllegalArgumentException for a prefix that cannot be part of an id
   */
  public ImportOptions {
    if (idPrefix.length() > MAX_PREFIX || idPrefix.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the prefix of ids may have at most 50 characters, all printable");
    }
  }
}
