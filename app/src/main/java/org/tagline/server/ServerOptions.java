package org.tagline.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tagline.server.http.ClientLimits;

/**
 * Settings of a server.
 *
 * @param home the folder that contains the taggers
 * @param host the address to listen on
 * @param port the port, or 0 for any free port
 * @param token the bearer token that requests for data must send, or null on loopback only
 * @param queued the largest number of waiting texts
 * @param longestWait the longest expected wait for which a text is accepted
 * @param deadline the time after which a request fails
 * @param stopping the time that accepted requests get to finish when the server stops
 * @param clients the limits on connections and slow clients
 */
public record ServerOptions(
    Path home,
    String host,
    int port,
    @Nullable String token,
    int queued,
    Duration longestWait,
    Duration deadline,
    Duration stopping,
    ClientLimits clients) {
  /** Longest request body in bytes. */
  public static final int MAX_BYTES = 1_000_000;

  /** Shorter tokens are too easy to guess. */
  private static final int MIN_TOKEN_LENGTH = 16;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if they would let anyone in the network read the catalogue, or
   *     the port is out of range
   */
  public ServerOptions {
    if (token == null && !loopback(host)) {
      throw new IllegalArgumentException(
          "anyone who can reach "
              + host
              + " could read the catalogue; set TAGLINE_TOKEN to a secret, or serve on 127.0.0.1");
    }
    if (token != null && token.length() < MIN_TOKEN_LENGTH) {
      throw new IllegalArgumentException(
          "TAGLINE_TOKEN has fewer than "
              + MIN_TOKEN_LENGTH
              + " characters; make one with: openssl rand"
              + " -hex 24");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
  }

  /** Creates settings with the default limits on clients. */
  public ServerOptions(
      Path home,
      String host,
      int port,
      @Nullable String token,
      int queued,
      Duration longestWait,
      Duration deadline,
      Duration stopping) {
    this(home, host, port, token, queued, longestWait, deadline, stopping, ClientLimits.DEFAULT);
  }

  /** Returns these settings with other limits on clients. */
  public ServerOptions with(ClientLimits limits) {
    return new ServerOptions(
        home, host, port, token, queued, longestWait, deadline, stopping, limits);
  }

  /** Returns the defaults for a server on 127.0.0.1. */
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

  /** Returns whether only this machine can connect to an address. */
  static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the host " + host + " is unknown; check --host", e);
    }
  }
}
