package org.tagline.catalogue;

import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;

/**
 * Rejects a row whose id was used by an earlier row of the file with other content; importing both
 * would give a different result each time. Stores 16 bytes per row in a hash table at most half
 * full. Not thread-safe.
 */
final class RepeatedIds {
  /** Alternating hashes of id and content; an id hash of 0 marks a free slot. */
  private long[] table = new long[1 << 12];

  private int used;

  /** Returns the row, or its rejection. */
  Entry check(FilmRow film) {
    if (film.rowId() == null) {
      return film;
    }
    if (used * 4 > table.length) {
      grow();
    }
    long id = hash(film.rowId()) | 1;
    long content = contentHash(film);
    int slot = slot(table, id);
    if (table[slot] == 0) {
      table[slot] = id;
      table[slot + 1] = content;
      used++;
      return film;
    }
    return table[slot + 1] == content
        ? film
        : new RejectedRow(
            film.line(), "id " + film.rowId() + " was used by an earlier row with other content");
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        int slot = slot(larger, table[i]);
        larger[slot] = table[i];
        larger[slot + 1] = table[i + 1];
      }
    }
    table = larger;
  }

  private static int slot(long[] table, long id) {
    int mask = table.length - 2;
    int slot = (int) (id ^ (id >>> 32)) << 1 & mask;
    while (table[slot] != 0 && table[slot] != id) {
      slot = slot + 2 & mask;
    }
    return slot;
  }

  private static long contentHash(FilmRow film) {
    long hash = film.title().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + film.text().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + film.text().length();
    return hash * 0x9E3779B97F4A7C15L + film.tags().hashCode();
  }

  /** FNV-1a over the characters, with a final mix so that every bit depends on all characters. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return hash ^ hash >>> 33;
  }
}
