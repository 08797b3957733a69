package org.tagline.hub;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tagline.files.Sha256;

/**
 * A file as announced by the hub before its download.
 *
 * @param path the path in the repository
 * @param etag the checksum: SHA-256 for a large file, Git's SHA-1 for a small one
 * @param size the size in bytes
 */
record RemoteFile(String path, String etag, long size) {
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /**
   * Reads the checksum and size from response headers.
   *
   * @throws HubException if either is missing or malformed
   */
  static RemoteFile of(String path, HttpHeaders headers) throws HubException {
    String etag =
        headers
            .firstValue("X-Linked-Etag")
            .or(() -> headers.firstValue("ETag"))
            .orElse("")
            .replaceFirst("^W/", "")
            .replace("\"", "")
            .toLowerCase(Locale.ROOT);
    long size =
        headers
            .firstValue("X-Linked-Size")
            .or(() -> headers.firstValue("Content-Length"))
            .filter(value -> value.matches("\\d{1,15}"))
            .map(Long::parseLong)
            .orElse(-1L);
    if (!CHECKSUM.matcher(etag).matches() || size < 0) {
      throw new HubException(
          "the hub sends no "
              + (size < 0 ? "size" : "checksum")
              + " for "
              + path
              + ", so the download could not be verified; choose another HF_ENDPOINT");
    }
    return new RemoteFile(path, etag, size);
  }

  /** Returns a digest that gives the checksum when updated with the contents of the file. */
  MessageDigest digest() {
    if (etag.length() == 64) {
      return Sha256.digest();
    }
    try {
      MessageDigest git = MessageDigest.getInstance("SHA-1");
      git.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
      return git;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
