package org.tagline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Writes many lines within a second of a clock that the test sets. */
class AccessLogTest {
  private static final long SECOND = 1_000_000_000;

  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final AccessLog log = new AccessLog(new PrintWriter(text), nanos::get);

  @Test
  void whatAnyoneCanCauseIsCountedAfterSomeLines() {
    for (int i = 0; i < 10_000; i++) {
      log.bounded(i % 2 == 0 ? "GET - 401" : "other - 501", "line " + i);
    }
    assertThat(text.toString().lines()).hasSize(50);
    nanos.set(SECOND);
    log.summarize();
    assertThat(text.toString().lines())
        .hasSize(51)
        .last()
        .isEqualTo("left out: GET - 401 4975 times, other - 501 4975 times");
    log.bounded("GET - 401", "next");
    assertThat(text.toString()).endsWith("next\n");
  }

  @Test
  void linesAreCutAndHoldNoControlCharacters() {
    log.line("a\r\nb\u001b" + "c".repeat(1_000));
    assertThat(text.toString()).startsWith("a??b?c").hasLineCount(1).hasSizeLessThan(310);
  }
}
