package org.tagline.catalogue.format;

/**
 * A malformed row.
 *
 * @param line the number of the line where the row starts; the first line is 1
 * @param reason the reason, written for the person who corrects the file
 */
public record RejectedRow(long line, String reason) implements Entry {}
