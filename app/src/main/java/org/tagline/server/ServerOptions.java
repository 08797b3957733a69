package org.tagline.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up.
 *
 * @param home the folder of taggers
 * @param host address to listen on
 * @param port 0 for any free one
 * @param token that every request for data must bear; null for none, which only loopback allows
 * @param queued texts that may wait at once
 * @param patience longest wait for which a text is accepted, by the speed seen so far
 * @param deadline time in which a request is answered, with or without success
 * @param stopping time that accepted requests get when the server is told to stop
 */
public record ServerOptions(
    Path home,
    String host,
    int port,
    @Nullable String token,
    int queued,
    Duration patience,
    Duration deadline,
    Duration stopping) {
  /** Longest body of a request, bytes. */
  public static final int MAX_BYTES = 1_000_000;

  /** Shorter tokens are guessed. */
  private static final int LEAST_TOKEN = 16;

  /** Refuses what would let strangers in. */
  public ServerOptions {
    if (token == null && !loopback(host)) {
      throw new IllegalArgumentException(
          "whoever reaches "
              + host
              + " could read the catalogue: set TAGLINE_TOKEN to a secret, or serve on 127.0.0.1");
    }
    if (token != null && token.length() < LEAST_TOKEN) {
      throw new IllegalArgumentException(
          "TAGLINE_TOKEN has fewer than "
              + LEAST_TOKEN
              + " characters; make one with: openssl rand"
              + " -hex 24");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is a number up to 65535, not " + port);
    }
  }

  /** The defaults, on loopback. */
  public static ServerOptions local(Path home, int port) {
    return new ServerOptions(
        home,
        "127.0.0.1",
        port,
        null,
        64,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20));
  }

  /** Whether only this machine can connect. */
  static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no address " + host + "; check --host", e);
    }
  }
}
