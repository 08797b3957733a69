package org.tagline.server;

import org.jspecify.annotations.Nullable;

/**
 * Why a request is not served, as RFC 9457 has it. The detail is written for people and holds
 * nothing of what was submitted.
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

  /** A field of the request is missing or wrong. */
  static HttpProblem field(String name, String detail) {
    return new HttpProblem(422, "The field \"" + name + "\" " + detail + ".", name, 0);
  }

  /** It may be served later. */
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

  /** 0 where trying again makes no sense. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
