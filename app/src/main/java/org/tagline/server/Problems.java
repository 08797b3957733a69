package org.tagline.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.tagline.render.Json;

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
          Map.entry(413, "Too large"),
          Map.entry(414, "Address too long"),
          Map.entry(415, "Unsupported media type"),
          Map.entry(422, "Invalid field"),
          Map.entry(429, "Too many requests"),
          Map.entry(500, "Internal error"),
          Map.entry(503, "Unavailable"));

  private static final Map<Integer, String> DETAILS =
      Map.of(
          400, "The request is malformed.",
          404, "Nothing is served at this address; see /openapi.json.",
          405, "This address does not accept this method; see /openapi.json.",
          413, "A request may have at most 1,000,000 bytes; split it.",
          415, "Send application/json (or text/plain for a file).");

  private final PrintWriter log;

  Problems(PrintWriter log) {
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
    routes.exception(Exception.class, this::unexpected);
  }

  private static HttpProblem standard(int status) {
    return HttpProblem.of(status, DETAILS.getOrDefault(status, "The request could not be served."));
  }

  /** Logs the stack trace and gives the client only the id of the log entry. */
  private void unexpected(Exception problem, Context context) {
    String id = UUID.randomUUID().toString();
    synchronized (log) {
      log.println("error " + id + " at " + context.method() + " " + context.path());
      problem.printStackTrace(log);
      log.flush();
    }
    write(
        context,
        HttpProblem.of(500, "The server failed; its log has the details under " + id + "."));
  }

  /** Handles errors before a route is reached, such as malformed HTTP. */
  static ErrorHandler beforeRoutes() {
    return new ErrorHandler() {
      @Override
      protected void generateResponse(
          Request request,
          Response response,
          int code,
          String message,
          Throwable cause,
          Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
        Content.Sink.write(response, true, body(standard(code)), callback);
      }
    };
  }

  static void write(Context context, HttpProblem problem) {
    if (problem.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    context.status(problem.status()).result(body(problem)).contentType(TYPE);
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
