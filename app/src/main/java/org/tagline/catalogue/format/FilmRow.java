package org.tagline.catalogue.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Film;
import org.tagline.files.Sha256;

/**
 * A well-formed row of a file.
 *
 * @param line the number of the line where the row starts; the first line is 1
 * @param rowId the film's id in the file, or null if it has none
 * @param title the title; may be empty if there is a text
 * @param text the synopsis; may be empty if there is a title
 * @param tags the tags in the order of the file, without duplicates; may be empty
 */
public record FilmRow(
    long line, @Nullable String rowId, String title, String text, List<String> tags)
    implements Entry {

  /** 128 bits, so that two films never share a hash by chance. */
  private static final int HASH_BYTES = 16;

  public FilmRow {
    tags = List.copyOf(tags);
  }

  /** Returns the first 32 hexadecimal digits of the SHA-256 of title, text and tags. */
  public String contentHash() {
    MessageDigest digest = Sha256.digest();
    update(digest, title);
    update(digest, text);
    tags.forEach(tag -> update(digest, tag));
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  /** Returns the film's id in a catalogue: its row id, or else its content hash. */
  public String key() {
    return rowId == null ? contentHash() : rowId;
  }

  /** Returns the row as a film of the dataset. */
  public Film toFilm() {
    return new Film(key(), title, text, tags);
  }

  /** Hashes the length first, which distinguishes ("ab", "c") from ("a", "bc"). */
  private static void update(MessageDigest digest, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
