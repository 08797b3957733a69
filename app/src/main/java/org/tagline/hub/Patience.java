package org.tagline.hub;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * How long to wait for what may pass.
 *
 * @param first the pause after the first failure; each further one doubles
 * @param longest a hub that asks for more is taken at its word, and the user told
 * @param stalled a connection that gives nothing for so long counts as broken
 */
record Patience(Duration first, Duration longest, Duration stalled) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(60));

  /** Failures in a row, without a byte between them, before giving up. */
  static final int ATTEMPTS = 5;

  boolean covers(Optional<Duration> asked) {
    return asked.isEmpty() || asked.get().compareTo(longest) <= 0;
  }

  /** Waits as long as the hub asked, else by the number of failures. */
  void pause(int failures, Optional<Duration> asked) throws InterruptedIOException {
    try {
      Thread.sleep(asked.orElse(first.multipliedBy(1L << Math.min(failures - 1, 10))).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Reads the header's seconds or date; anything else is as if nothing were said. */
  static Optional<Duration> retryAfter(String header) {
    String said = header.strip();
    if (said.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
    }
    try {
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      Duration until = Duration.between(ZonedDateTime.now(), ZonedDateTime.parse(said, format));
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
