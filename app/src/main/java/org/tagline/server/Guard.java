package org.tagline.server;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Authorizes requests and sets security headers. Thread-safe.
 *
 * <p>With a token, an answer leaves the server only if the request has the token or matched a route
 * with {@link Route.Access#OPEN}. Whether a route exists is not told without the token either.
 *
 * <p>Without a token, only this machine can connect. Requests by web pages of other servers in its
 * browser are recognised by their headers: another host (DNS rebinding) or another origin is
 * refused.
 */
final class Guard {
  /** Headers of every response, errors included. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final String ADMITTED = Guard.class.getName();

  private final byte @Nullable [] token;

  Guard(@Nullable String token) {
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks a request before its route is known.
   *
   * @throws HttpProblem with status 403 if a page of another server sent it
   */
  void before(Context context) {
    HEADERS.forEach(context::header);
    checkOrigin(name -> context.header(name));
    if (hasToken(context.header("Authorization"))) {
      context.attribute(ADMITTED, true);
    }
  }

  /**
   * Checks that a request may call the route that it matched.
   *
   * @throws HttpProblem with status 401 if it may not
   */
  void admit(Context context, Route.Access access) {
    if (access == Route.Access.OPEN) {
      context.attribute(ADMITTED, true);
    }
    if (!admitted(context)) {
      throw unauthorized();
    }
  }

  /** Returns whether a request has the token or matched an open route. */
  boolean admitted(Context context) {
    return context.attribute(ADMITTED) != null;
  }

  /** Returns whether a request has the token or matched an open route. */
  boolean admitted(Request request) {
    return request.getAttribute(ADMITTED) != null;
  }

  /**
   * Checks a request that has a body, which no open route reads.
   *
   * @throws HttpProblem with status 401 or 403 if it will be refused whatever its body
   */
  void beforeBody(Request request) {
    checkOrigin(request.getHeaders()::get);
    if (!hasToken(request.getHeaders().get("Authorization"))) {
      throw unauthorized();
    }
  }

  /**
   * Checks that no page of another server sent a request.
   *
   * @param headers returns the value of a header, or null
   * @throws HttpProblem with status 403 if one did
   */
  void checkOrigin(UnaryOperator<@Nullable String> headers) {
    String host = headers.apply("Host");
    if (token == null && (host == null || !isLoopback(host))) {
      throw HttpProblem.of(
          403, "Without a token, this server accepts requests from its own machine only.");
    }
    String origin = headers.apply("Origin");
    if (origin != null && !sameHost(origin, host)) {
      throw HttpProblem.of(403, "Requests from pages of other servers are refused.");
    }
  }

  static HttpProblem unauthorized() {
    return HttpProblem.of(401, "Send the header Authorization: Bearer TOKEN.");
  }

  /** Returns whether a header has the token, or none is needed. */
  private boolean hasToken(@Nullable String authorization) {
    return token == null
        || (authorization != null
            && authorization.startsWith("Bearer ")
            && MessageDigest.isEqual(
                token, authorization.substring(7).getBytes(StandardCharsets.UTF_8)));
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
