package org.tagline.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * An operation of the REST interface.
 *
 * @param method the HTTP method
 * @param path the path with {@code {parameters}}, as in openapi.json
 * @param access who may call it
 * @param handler the handler of requests
 */
record Route(HandlerType method, String path, Access access, Handler handler) {

  /** Who may call an operation if the server has a token. */
  enum Access {
    /** Anyone: it returns no data of the catalogue or of taggers. */
    OPEN,
    /** Clients that send the token. */
    TOKEN
  }

  static Route get(String path, Access access, Handler handler) {
    return new Route(HandlerType.GET, path, access, handler);
  }

  static Route post(String path, Access access, Handler handler) {
    return new Route(HandlerType.POST, path, access, handler);
  }
}
