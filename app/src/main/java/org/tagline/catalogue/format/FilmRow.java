package org.tagline.catalogue.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Film;
import org.tagline.files.Sha256;

/**
 * One well-formed row of a file.
 *
 * @param line where the row starts; the first line of the file is 1
 * @param rowId the film's id in its source, or null where there is none
 * @param title may be empty when there is a text
 * @param text may be empty when there is a title
 * @param tags in the order given, without repeats; may be empty
 */
public record FilmRow(
    long line, @Nullable String rowId, String title, String text, List<String> tags)
    implements Entry {

  /** A hash has 128 bits: enough that two films never share one by chance. */
  private static final int HASH_BYTES = 16;

  public FilmRow {
    tags = List.copyOf(tags);
  }

  /** Title, text and tags as 32 hexadecimal digits of their SHA-256. */
  public String contentHash() {
    MessageDigest digest = Sha256.digest();
    update(digest, title);
    update(digest, text);
    tags.forEach(tag -> update(digest, tag));
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  /** What identifies the film in a catalogue: its row id, or else its content. */
  public String key() {
    return rowId == null ? contentHash() : rowId;
  }

  public Film toDocument() {
    return new Film(key(), title, text, tags);
  }

  /** The length in front keeps ("ab", "c") and ("a", "bc") apart. */
  private static void update(MessageDigest digest, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
