package org.tagline.server;

import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.tagline.server.http.Policy;

/** Answers what needs no route: health checks, and requests that are refused. Thread-safe. */
final class RequestPolicy implements Policy {
  /** Methods that a route can have; all others are counted as one. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  /** A form wraps its file in boundaries and headers. */
  private static final int MAX_FORM_BYTES = 2 * ServerOptions.MAX_BYTES;

  private final Guard guard;
  private final Problems problems;
  private final Observer observer;
  private final BooleanSupplier ready;

  RequestPolicy(Guard guard, Problems problems, Observer observer, BooleanSupplier ready) {
    this.guard = guard;
    this.problems = problems;
    this.observer = observer;
    this.ready = ready;
  }

  /** Returns a method as a label of metrics: one of few, whatever the client sent. */
  static String label(String method) {
    return METHODS.contains(method) ? method : "other";
  }

  @Override
  public int beforeBody(Request request) {
    boolean known = METHODS.contains(request.getMethod());
    boolean body =
        request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (known && !body) {
      return 0;
    }
    try {
      guard.beforeBody(request);
      return known ? 0 : 501;
    } catch (HttpProblem e) {
      return e.status();
    }
  }

  @Override
  public int largestBody(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")
        ? MAX_FORM_BYTES
        : ServerOptions.MAX_BYTES;
  }

  @Override
  public boolean health(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    boolean live = "/livez".equals(path);
    if ((!live && !"/readyz".equals(path))
        || (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod()))
        || beforeBody(request) != 0) {
      return false;
    }
    try {
      guard.checkOrigin(request.getHeaders()::get);
    } catch (HttpProblem e) {
      return false;
    }
    boolean well = live || ready.getAsBoolean();
    observer.health(request, path, well ? 200 : 503);
    if (well) {
      Guard.HEADERS.forEach(response.getHeaders()::put);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
      response.setStatus(200);
      Content.Sink.write(response, true, (live ? "live" : "ready") + "\n", callback);
    } else {
      Problems.answer(TaglineServer.loading(), response, callback);
    }
    return true;
  }

  @Override
  public boolean mayLeave(Request request, Response response) {
    return guard.admitted(request) || response.getStatus() == 401 || response.getStatus() == 403;
  }

  @Override
  public void refuse(int status, Request request, Response response, Callback callback) {
    observer.refused(request, status);
    Problems.answer(Problems.standard(status), response, callback);
  }

  @Override
  public void failed(Request request, Throwable problem) {
    problems.unexpected(problem, label(request.getMethod()));
  }
}
