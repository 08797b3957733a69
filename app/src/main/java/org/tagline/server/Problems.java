package org.tagline.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.DatabaseBusyException;
import org.tagline.render.Json;
import org.tagline.server.http.AccessLog;

/** Turns exceptions into problem details (RFC 9457, {@code application/problem+json}). */
final class Problems {
  static final String TYPE = "application/problem+json";

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad request"),
          Map.entry(401, "Token required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not found"),
          Map.entry(405, "Method not allowed"),
          Map.entry(408, "Too slow"),
          Map.entry(413, "Too large"),
          Map.entry(414, "Address too long"),
          Map.entry(415, "Unsupported media type"),
          Map.entry(422, "Invalid field"),
          Map.entry(429, "Too many requests"),
          Map.entry(500, "Internal error"),
          Map.entry(501, "Unknown method"),
          Map.entry(503, "Unavailable"));

  private static final Map<Integer, String> DETAILS =
      Map.of(
          400, "The request is malformed.",
          404, "Nothing is served at this address; see /openapi.json.",
          405, "This address does not accept this method; see /openapi.json.",
          408, "The request took too long to arrive.",
          413, "A request may have at most 1,000,000 bytes; split it.",
          415, "Send application/json (or text/plain for a file).",
          501, "No address accepts this method; see /openapi.json.");

  private static final int BUSY_SECONDS = 2;
  private static final int OUTAGE_SECONDS = 10;

  private final AccessLog log;

  Problems(AccessLog log) {
    this.log = log;
  }

  void install(RoutesConfig routes) {
    routes.exception(HttpProblem.class, (problem, context) -> write(context, problem));
    routes.exception(
        HttpResponseException.class,
        (problem, context) -> {
          if (problem.getStatus() == 405 && problem.getDetails().containsKey("availableMethods")) {
            context.header("Allow", problem.getDetails().get("availableMethods"));
          }
          write(context, standard(problem.getStatus()));
        });
    routes.exception(
        Exception.class,
        (problem, context) -> {
          String where = context.attribute(Route.class.getName());
          write(context, unexpected(problem, context.method() + " " + where));
        });
  }

  /** Returns the problem of a status whose reason is always the same. */
  static HttpProblem standard(int status) {
    if (status == 401) {
      return Guard.unauthorized();
    }
    return status == 503
        ? HttpProblem.later(503, "Too many requests are being served; try again later.", 2)
        : HttpProblem.of(status, DETAILS.getOrDefault(status, "The request could not be served."));
  }

  /** Logs the stack trace and gives the client only the id of the log entry. */
  HttpProblem unexpected(Throwable problem, String where) {
    HttpProblem later = unavailable(problem);
    if (later != null) {
      log.bounded("unavailable", "unavailable at " + where + ": " + later.detail());
      return later;
    }
    String id = UUID.randomUUID().toString();
    log.error("error " + id + " at " + where, problem);
    return HttpProblem.of(500, "The server failed; its log has the details under " + id + ".");
  }

  private static void write(Context context, HttpProblem problem) {
    if (problem.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.status() == 401) {
      context.header("WWW-Authenticate", "Bearer");
    }
    context.status(problem.status()).result(body(problem)).contentType(TYPE);
  }

  /** Answers a request that reached no route. */
  static void answer(HttpProblem problem, Response response, Callback callback) {
    var headers = response.getHeaders();
    Guard.HEADERS.forEach(headers::put);
    headers.put(HttpHeader.CONTENT_TYPE, TYPE);
    if (problem.retryAfterSeconds() > 0) {
      headers.put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds());
    }
    if (problem.status() == 401) {
      headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    response.setStatus(problem.status());
    Content.Sink.write(response, true, body(problem), callback);
  }

  /** Receives the statuses of malformed requests. */
  interface Malformed {
    void request(Request request, int status);
  }

  /** Returns the problem of a database that may answer later, or null for another exception. */
  private static @Nullable HttpProblem unavailable(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseBusyException) {
        return HttpProblem.later(503, "The catalogue is busy; try again.", BUSY_SECONDS);
      }
    }
    return DatabaseBusyException.isOutage(problem)
        ? HttpProblem.later(503, "The catalogue's database cannot be reached.", OUTAGE_SECONDS)
        : null;
  }

  /** Handles errors before a route is reached, such as malformed HTTP. */
  static ErrorHandler beforeRoutes(Malformed counter) {
    return new ErrorHandler() {
      @Override
      public boolean errorPageForMethod(String method) {
        return true;
      }

      @Override
      protected void generateResponse(
          Request request,
          Response response,
          int code,
          String message,
          Throwable cause,
          Callback callback) {
        counter.request(request, code);
        answer(standard(code), response, callback);
      }
    };
  }

  private static String body(HttpProblem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", TITLES.getOrDefault(problem.status(), "Refused"));
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    if (problem.field() != null) {
      body.put("field", problem.field());
    }
    return Json.pretty(body) + "\n";
  }
}
