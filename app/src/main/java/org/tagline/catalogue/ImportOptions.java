package org.tagline.catalogue;

/**
 * Options of an import.
 *
 * @param strict whether one malformed row makes the whole import fail
 * @param idPrefix the prefix of every row id, which keeps files with equal row numbers apart
 * @param replace whether the file may replace films even if most of its ids belong to other films
 */
public record ImportOptions(boolean strict, String idPrefix, boolean replace) {
  private static final int MAX_PREFIX = 50;

  /** Skips malformed rows, adds no prefix and does not replace other films. */
  public static final ImportOptions DEFAULT = new ImportOptions(false, "", false);

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if the prefix cannot be part of an id
   */
  public ImportOptions {
    if (idPrefix.length() > MAX_PREFIX || idPrefix.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an id prefix may have at most 50 characters, all of them printable");
    }
  }
}
