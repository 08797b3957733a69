package org.tagline.catalogue;

import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;

/**
 * Finds rows of one file that claim an id which another row has with other content; importing both
 * would end differently each time. Remembers 16 bytes a row in a table at most half full, not the
 * rows. Not thread-safe.
 */
final class RepeatedIds {
  /** Hashes of id and content in turn; an id hash of 0 is a free place. */
  private long[] table = new long[1 << 12];

  private int used;

  /** The row itself, or its rejection. */
  Entry check(FilmRow film) {
    if (film.rowId() == null) {
      return film;
    }
    if (used * 4 > table.length) {
      grow();
    }
    long id = hash(film.rowId()) | 1;
    long content = contentHash(film);
    int place = place(table, id);
    if (table[place] == 0) {
      table[place] = id;
      table[place + 1] = content;
      used++;
      return film;
    }
    return table[place + 1] == content
        ? film
        : new RejectedRow(
            film.line(), "id " + film.rowId() + " is an earlier row's, with other content");
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        int place = place(larger, table[i]);
        larger[place] = table[i];
        larger[place + 1] = table[i + 1];
      }
    }
    table = larger;
  }

  private static int place(long[] table, long id) {
    int mask = table.length - 2;
    int place = (int) (id ^ (id >>> 32)) << 1 & mask;
    while (table[place] != 0 && table[place] != id) {
      place = place + 2 & mask;
    }
    return place;
  }

  private static long contentHash(FilmRow film) {
    long hash = film.title().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + film.text().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + film.text().length();
    return hash * 0x9E3779B97F4A7C15L + film.tags().hashCode();
  }

  /** FNV-1a over the characters, then mixed so that all bits depend on all. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return hash ^ hash >>> 33;
  }
}
