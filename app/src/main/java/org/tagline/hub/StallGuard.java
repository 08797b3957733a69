package org.tagline.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream that delivers no bytes for too long. The HTTP client's timeout covers the headers
 * only, and a dead connection does not cause an error by itself.
 */
final class StallGuard extends FilterInputStream {
  private final Thread watch;
  private final long limitNanos;
  private volatile long progressNanos = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream in, Duration limit) {
    super(in);
    limitNanos = limit.toNanos();
    watch = new Thread(this::watch, "tagline-download-watch");
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    progressNanos = System.nanoTime();
    int read = super.read(buffer, offset, length);
    if (stalled) {
      throw new IOException(
          "no data arrived for " + Duration.ofNanos(limitNanos).toSeconds() + " s");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }

  private void watch() {
    try {
      while (true) {
        long left = progressNanos + limitNanos - System.nanoTime();
        if (left <= 0) {
          stalled = true;
          super.close();
          return;
        }
        Thread.sleep(Math.max(1, left / 1_000_000));
      }
    } catch (InterruptedException | IOException e) {
      // The stream is closed or being closed, so there is nothing left to watch.
    }
  }
}
