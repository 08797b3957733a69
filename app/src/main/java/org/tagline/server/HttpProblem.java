package org.tagline.server;

import org.jspecify.annotations.Nullable;

/**
 * The reason for refusing a request, as a problem detail of RFC 9457. The detail is written for
 * people and never repeats content of the request.
 */
final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final @Nullable String field;
  private final int retryAfterSeconds;

  private HttpProblem(int status, String detail, @Nullable String field, int retryAfterSeconds) {
    super(detail, null, false, false);
    this.status = status;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static HttpProblem of(int status, String detail) {
    return new HttpProblem(status, detail, null, 0);
  }

  /** Returns a problem with status 422 for a field that is missing or invalid. */
  static HttpProblem field(String name, String detail) {
    return new HttpProblem(422, "The field \"" + name + "\" " + detail + ".", name, 0);
  }

  /** Returns a problem that tells the client to try again after some seconds. */
  static HttpProblem later(int status, String detail, int seconds) {
    return new HttpProblem(status, detail, null, Math.max(1, seconds));
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  @Nullable String field() {
    return field;
  }

  /** Returns the seconds after which to try again, or 0 if that is pointless. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
