package org.tagline.server.queue;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The client of a request. For the thread that waits for its result.
 *
 * <p>A client that closes its connection and one that only shuts down its output look alike until
 * something is sent to them. The latter may wait for its answer, so both get the interim response
 * 102 (RFC 9110, section 15.2: a client must accept any number of them). The machine of a client
 * that has left refuses it, and the next one fails. HTTP/1.0 has no interim responses, so such a
 * client counts as waiting.
 */
public final class Client {
  /** Number of bytes of an IPv6 address that name the network of one client. */
  private static final int NETWORK_BYTES = 8;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String key;
  private final Request request;
  private final Response response;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long askedNanos;
  private @Nullable CompletableFuture<Void> interim;

  private Client(String key, Request request, Response response) {
    this.key = key;
    this.request = request;
    this.response = response;
  }

  /** Returns the client of a request. */
  public static Client of(HttpServletRequest request) {
    ServletContextRequest context = ServletContextRequest.getServletContextRequest(request);
    return new Client(
        key(context.getConnectionMetaData().getRemoteSocketAddress()),
        context,
        context.getServletContextResponse());
  }

  /** Returns the IPv4 address, or the network of 64 bits of an IPv6 address. */
  private static String key(java.net.SocketAddress address) {
    InetAddress ip = address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    if (ip == null) {
      return "unknown";
    }
    return ip instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), NETWORK_BYTES))
        : ip.getHostAddress();
  }

  /** Returns what distinguishes clients: the address from which the request came. */
  public String key() {
    return key;
  }

  /**
   * Returns whether the client has left. The body of the request must be read completely, and no
   * response begun.
   */
  public boolean gone() {
    if (!(request.getConnectionMetaData().getConnection().getEndPoint()
        instanceof ClientConnector.ClientEndPoint endPoint)) {
      return false;
    }
    return switch (endPoint.input()) {
      case OPEN -> false;
      case SHUT -> refusesInterim();
      case RESET -> true;
    };
  }

  private boolean refusesInterim() {
    if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
      return false;
    }
    if (interim != null && (!interim.isDone() || System.nanoTime() - askedNanos < pauseNanos)) {
      return false;
    }
    if (interim != null && interim.isCompletedExceptionally()) {
      return true;
    }
    // A refusal takes as long as the network: ask again after ever longer pauses.
    pauseNanos *= 2;
    askedNanos = System.nanoTime();
    interim = response.writeInterim(HttpStatus.PROCESSING_102, HttpFields.EMPTY);
    return interim.isCompletedExceptionally();
  }
}
