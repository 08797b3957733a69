package org.tagline.server.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Decides about requests outside their routes. Thread-safe; no method may block. */
public interface Policy {

  /**
   * Returns the status with which to refuse a request whose body has not been read, or 0 to read
   * it.
   */
  int beforeBody(Request request);

  /** Returns the largest body of a request in bytes. */
  int largestBody(Request request);

  /**
   * Answers a health check.
   *
   * @return whether the request is one
   */
  boolean health(Request request, Response response, Callback callback);

  /** Returns whether the answer of a route, or the lack of one, may leave the server. */
  boolean mayLeave(Request request, Response response);

  /** Answers a request with an error. */
  void refuse(int status, Request request, Response response, Callback callback);

  /** Notes an exception that no route handled. */
  void failed(Request request, Throwable problem);
}
