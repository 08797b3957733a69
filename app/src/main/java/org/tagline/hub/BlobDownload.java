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

/**
 * Brings one file's contents into the cache. What has arrived stays in {@code BLOB.incomplete}
 * through a broken connection or the end of this process, and the next attempt asks for the rest. A
 * blob appears under its name only when its checksum holds.
 */
final class BlobDownload {
  private final HubHttp http;
  private final Patience patience;
  private final RemoteFile file;
  private final Path blob;
  private final Path incomplete;

  BlobDownload(HubHttp http, Patience patience, RemoteFile file, Path blob) {
    this.http = http;
    this.patience = patience;
    this.file = file;
    this.blob = blob;
    this.incomplete = incomplete(blob);
  }

  static Path incomplete(Path blob) {
    return blob.resolveSibling(blob.getFileName() + ".incomplete");
  }

  /**
   * Downloads unless the blob is there.
   *
   * @param from the file's address
   * @param arrived is told how many of its bytes are here
   */
  void run(URI from, LongConsumer arrived) throws IOException {
    Files.createDirectories(blob.resolveSibling(".").normalize());
    if (Files.exists(blob) && Files.size(blob) == file.size()) {
      arrived.accept(file.size());
      return;
    }
    boolean old = size() > 0;
    complete(from, arrived);
    if (!checksumHolds()) {
      Files.delete(incomplete);
      if (old) {
        // The part from an earlier run may have been damaged; the whole file gets one chance.
        complete(from, arrived);
      }
      if (!old || !checksumHolds()) {
        Files.deleteIfExists(incomplete);
        throw new HubException(
            file.path()
                + " arrived with a wrong checksum and was thrown away; try again, and if it stays"
                + " so, choose another HF_ENDPOINT");
      }
    }
    try (FileChannel channel = FileChannel.open(incomplete, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE);
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
      if (after < file.size() && failures >= Patience.ATTEMPTS) {
        throw new HubException(
            "the connection broke off after %,d of %,d bytes of %s; run the same command again, it goes on from there"
                .formatted(after, file.size(), file.path()));
      }
      if (after < file.size()) {
        patience.pause(failures, Optional.empty());
      }
    }
  }

  /** Appends what one answer gives; a broken connection ends it without an exception. */
  private void append(URI from, long have, FileChannel out, LongConsumer arrived)
      throws IOException {
    HttpResponse<InputStream> response = http.get(from, have, file.path());
    try (InputStream in = new StallGuard(response.body(), patience.stalled())) {
      long at = start(response, have);
      // The server may start over, or somewhere that does not fit to what is here.
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
          return; // the connection broke; what came before it counts
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

  private boolean checksumHolds() throws IOException {
    var digest = file.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(incomplete, out);
    }
    return HexFormat.of().formatHex(digest.digest()).equals(file.etag());
  }
}
