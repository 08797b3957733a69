package org.tagline.hub;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tagline.files.Sha256;

/**
 * A file as the hub announces it before it is fetched.
 *
 * @param path its name in the repository
 * @param etag its checksum: SHA-256 of a large file, git's SHA-1 of a small one
 * @param size in bytes
 */
record RemoteFile(String path, String etag, long size) {
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

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
            .filter(said -> said.matches("\\d{1,15}"))
            .map(Long::parseLong)
            .orElse(-1L);
    if (!CHECKSUM.matcher(etag).matches() || size < 0) {
      throw new HubException(
          "the hub says no "
              + (size < 0 ? "size" : "checksum")
              + " for "
              + path
              + ", so it could not be checked; choose another HF_ENDPOINT");
    }
    return new RemoteFile(path, etag, size);
  }

  /** The digest whose hexadecimal form of the whole contents is the checksum. */
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
