package org.tagline.hub;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides how often and after which pause to retry a request.
 *
 * @param first the pause after the first failure; each further pause doubles
 * @param longest the longest pause; if the hub demands a longer one, the request fails
 * @param stalled the time without a byte after which a connection counts as broken
 */
record RetryPolicy(Duration first, Duration longest, Duration stalled) {
  static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(60));

  /** Number of consecutive failures without progress after which a download fails. */
  static final int ATTEMPTS = 5;

  /** Returns whether the pause that the hub demands is acceptable. */
  boolean covers(Optional<Duration> demanded) {
    return demanded.isEmpty() || demanded.get().compareTo(longest) <= 0;
  }

  /** Pauses as long as the hub demands, or else according to the number of failures. */
  void pause(int failures, Optional<Duration> demanded) throws InterruptedIOException {
    try {
      Thread.sleep(
          demanded.orElse(first.multipliedBy(1L << Math.min(failures - 1, 10))).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Parses a {@code Retry-After} header in seconds or as a date; empty if it is neither. */
  static Optional<Duration> retryAfter(String header) {
    String value = header.strip();
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      Duration until = Duration.between(ZonedDateTime.now(), ZonedDateTime.parse(value, format));
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
