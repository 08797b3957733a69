package org.tagline.server;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.tagline.server.http.AccessLog;
import org.tagline.server.http.Connections;

/**
 * Counts and logs requests. Nothing that a client chooses becomes a label or a line: methods and
 * routes are those of the server, and the others have one name. Thread-safe.
 */
final class Observer {
  private static final String NO_ROUTE = "-";

  private final Metrics metrics;
  private final AccessLog log;

  Observer(Metrics metrics, AccessLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** Notes the answer of a route, or that no route matched. */
  void answered(Context context, Route.Access access, int status, long nanos) {
    String matched = context.attribute(Route.class.getName());
    note(
        context.ip(),
        RequestPolicy.label(context.method().name()),
        matched == null ? NO_ROUTE : matched,
        status,
        nanos,
        access == Route.Access.TOKEN && status < 400);
  }

  /** Notes a request that was refused before its route was looked for. */
  void refused(Request request, int status) {
    note(
        Request.getRemoteAddr(request),
        RequestPolicy.label(request.getMethod()),
        NO_ROUTE,
        status,
        System.nanoTime() - request.getBeginNanoTime(),
        false);
  }

  /** Counts a health check, which is not logged. */
  void health(Request request, String route, int status) {
    metrics.request(
        request.getMethod(), route, status, System.nanoTime() - request.getBeginNanoTime());
  }

  /** Notes that a connection was closed; an idle one is no news. */
  void closed(String reason) {
    metrics.closed(reason);
    if (!reason.equals(Connections.IDLE)) {
      log.bounded("closed: " + reason, "closed a connection: " + reason);
    }
  }

  private void note(
      String address, String method, String route, int status, long nanos, boolean trusted) {
    metrics.request(method, route, status, nanos);
    String line = "%s %s %s %d %d ms".formatted(address, method, route, status, nanos / 1_000_000);
    if (trusted) {
      log.line(line);
    } else {
      log.bounded(method + " " + route + " " + status, line);
    }
  }
}
