package org.tagline.server.http;

import java.time.Duration;

/**
 * Limits on what clients may hold of a server.
 *
 * @param connections the largest number of connections
 * @param connectionsPerAddress the largest number of connections from one address
 * @param idle the time after which a connection without a request is closed
 * @param headers the time from the first byte of a request to the end of its headers
 * @param body the time from the end of the headers to the end of the body
 * @param answer the time that a client has to read an answer
 * @param grace the time after which the rate is checked
 * @param bytesPerSecond the least average rate of sending a body and reading an answer
 */
public record ClientLimits(
    int connections,
    int connectionsPerAddress,
    Duration idle,
    Duration headers,
    Duration body,
    Duration answer,
    Duration grace,
    int bytesPerSecond) {

  /** Fewest connections with which a browser can show the page. */
  private static final int FEWEST_CONNECTIONS = 8;

  /** The limits of {@code tagline serve}. */
  public static final ClientLimits DEFAULT =
      new ClientLimits(
          1_000,
          250,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(5),
          2_000);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a bound on connections is too small to serve anyone
   */
  public ClientLimits {
    if (connections < FEWEST_CONNECTIONS || connectionsPerAddress < FEWEST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "a server needs at least " + FEWEST_CONNECTIONS + " connections, in all and per address");
    }
  }

  /** Returns these limits with other bounds on connections. */
  public ClientLimits withConnections(int all, int perAddress) {
    return new ClientLimits(
        all, Math.min(all, perAddress), idle, headers, body, answer, grace, bytesPerSecond);
  }
}
