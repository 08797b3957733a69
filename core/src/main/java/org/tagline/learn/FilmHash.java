package org.tagline.learn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.TagSet;
import org.tagline.files.Sha256;

/**
 * SHA-256 of the ids, texts and tags of films, which tells whether two taggers used the same
 * dataset.
 */
final class FilmHash {

  private FilmHash() {}

  static String of(List<Film> films, TagSet tags) {
    MessageDigest digest = Sha256.digest();
    for (Film film : films) {
      for (String part : List.of(film.id(), film.text(), film.tags().toString())) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
    }
    digest.update(tags.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
