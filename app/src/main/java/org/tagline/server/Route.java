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

  static Route get(String path, Access access, Handler handler) {
    return new Route(HandlerType.GET, path, access, handler);
  }

  static Route post(String path, Access access, Handler handler) {
    return new Route(HandlerType.POST, path, access, handler);
  }
}
