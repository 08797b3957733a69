package org.tagline.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.tagline.files.Folders;

/**
 * Downloads one file into the cache. Received bytes stay in {@code BLOB.incomplete} after a broken
 * connection or the end of the process, and the next attempt requests only the rest. A blob gets
 * its final name only after its checksum was verified. Not thread-safe.
 */
final class BlobDownload {
  private final HubHttp http;
  private final RetryPolicy retryPolicy;
  private final RemoteFile file;
  private final Path blob;
  private final Path incomplete;

  BlobDownload(HubHttp http, RetryPolicy retryPolicy, RemoteFile file, Path blob) {
    this.http = http;
    this.retryPolicy = retryPolicy;
    this.file = file;
    this.blob = blob;
    this.incomplete = incomplete(blob);
  }

  static Path incomplete(Path blob) {
    return blob.resolveSibling(blob.getFileName() + ".incomplete");
  }

  /**
   * Downloads the file unless the cache contains it undamaged.
   *
   * @param from the file's address
   * @param arrived receives the number of bytes of the file that are on the disk
   * @throws HubException if the hub refuses, the connection keeps breaking, or the checksum is
   *     wrong
   */
  void run(URI from, LongConsumer arrived) throws IOException {
    Files.createDirectories(blob.resolveSibling(".").normalize());
    if (Files.exists(blob) && Files.size(blob) == file.size() && checksumMatches(blob)) {
      arrived.accept(file.size());
      return;
    }
    boolean resumed = size() > 0;
    complete(from, arrived);
    if (!checksumMatches(incomplete)) {
      Files.delete(incomplete);
      if (resumed) {
        // The part from an earlier run may be damaged, so download the whole file once.
        complete(from, arrived);
      }
      if (!resumed || !checksumMatches(incomplete)) {
        Files.deleteIfExists(incomplete);
        throw new HubException(
            file.path()
                + " has a wrong checksum and was deleted; try again, and if that fails, choose"
                + " another HF_ENDPOINT");
      }
    }
    try (FileChannel channel = FileChannel.open(incomplete, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(blob.resolveSibling(".").normalize());
  }

  private void complete(URI from, LongConsumer arrived) throws IOException {
    if (size() > file.size()) {
      Files.delete(incomplete);
    }
    if (file.size() == 0) {
      Files.write(incomplete, new byte[0]);
    }
    int failures = 0;
    for (long most = size(); size() < file.size(); most = Math.max(most, size())) {
      try (FileChannel out =
          FileChannel.open(incomplete, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        append(from, size(), out, arrived);
      }
      long after = size();
      failures = after > most ? 1 : failures + 1;
      if (after < file.size() && failures >= RetryPolicy.ATTEMPTS) {
        throw new HubException(
            "the connection broke after %,d of %,d bytes of %s; run the same command again to resume"
                .formatted(after, file.size(), file.path()));
      }
      if (after < file.size()) {
        retryPolicy.pause(failures, Optional.empty());
      }
    }
  }

  /** Appends the body of one response; returns normally if the connection breaks. */
  private void append(URI from, long have, FileChannel out, LongConsumer arrived)
      throws IOException {
    HttpResponse<InputStream> response = http.get(from, have, file.path());
    try (InputStream in = new StallGuard(response.body(), retryPolicy.stalled())) {
      long at = start(response, have);
      // The server may ignore the range and send the file from its start.
      out.truncate(at);
      out.position(at);
      arrived.accept(at);
      if (response.statusCode() == 416) {
        return;
      }
      byte[] buffer = new byte[1 << 16];
      while (at < file.size()) {
        int wanted = (int) Math.min(buffer.length, file.size() - at);
        int read;
        try {
          read = in.read(buffer, 0, wanted);
        } catch (InterruptedIOException e) {
          throw e;
        } catch (IOException e) {
          return; // The connection broke; the bytes received so far are kept.
        }
        if (read < 0) {
          return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          at += out.write(bytes);
        }
        arrived.accept(at);
      }
    }
  }

  private static long start(HttpResponse<?> response, long have) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    return response.statusCode() == 206 && range.startsWith("bytes " + have + "-") ? have : 0;
  }

  private long size() throws IOException {
    return Files.exists(incomplete) ? Files.size(incomplete) : 0;
  }

  private boolean checksumMatches(Path contents) throws IOException {
    var digest = file.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(contents, out);
    }
    return HexFormat.of().formatHex(digest.digest()).equals(file.etag());
  }
}
