package org.tagline.server;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Authorizes requests and sets security headers. Thread-safe.
 *
 * <p>Without a token, only this machine can connect. Requests by web pages of other servers in its
 * browser are recognised by their headers: another host (DNS rebinding) or another origin is
 * refused.
 */
final class Guard {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final byte @Nullable [] token;

  Guard(@Nullable String token) {
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /** Sets the security headers of every response, errors included. */
  static void headers(Context context) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }

  /**
   * Checks that a request is allowed.
   *
   * @throws HttpProblem with status 401 or 403 if it is not
   */
  void check(Context context) {
    String host = context.header("Host");
    if (token == null && (host == null || !isLoopback(host))) {
      throw HttpProblem.of(
          403, "Without a token, this server accepts requests from its own machine only.");
    }
    String origin = context.header("Origin");
    if (origin != null && !sameHost(origin, host)) {
      throw HttpProblem.of(403, "Requests from pages of other servers are refused.");
    }
    if (token != null && guarded(context.path()) && !hasToken(context.header("Authorization"))) {
      context.header("WWW-Authenticate", "Bearer");
      throw HttpProblem.of(401, "Send the header Authorization: Bearer TOKEN.");
    }
  }

  /** The page contains no data, and orchestrators check health without a token. */
  private static boolean guarded(String path) {
    return path.startsWith("/api/") || path.equals("/metrics");
  }

  private boolean hasToken(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith("Bearer ")
        && MessageDigest.isEqual(
            token, authorization.substring(7).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether a Host header names the loopback interface. */
  private static boolean isLoopback(String host) {
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
  }

  private static boolean sameHost(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
