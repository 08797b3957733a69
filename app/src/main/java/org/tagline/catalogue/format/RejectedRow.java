package org.tagline.catalogue.format;

/**
 * A row that could not be read.
 *
 * @param line where the row starts; the first line of the file is 1
 * @param reason in words for the person who has to mend it
 */
public record RejectedRow(long line, String reason) implements Entry {}
