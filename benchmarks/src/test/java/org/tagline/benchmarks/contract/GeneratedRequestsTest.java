package org.tagline.benchmarks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GeneratedRequestsTest {

  private static GeneratedRequests of(String failures, String errors, boolean complete, int tested)
      throws IOException {
    return GeneratedRequests.of(
        "with a token",
        new ObjectMapper()
            .readTree(
                """
                {"seed": 7, "complete": %b, "stop_reason": "interrupted",
                 "operations": {"total": 23, "tested": %d},
                 "test_cases": {"generated": 4080},
                 "failures": %s, "errors": %s}
                """
                    .formatted(complete, tested, failures, errors)));
  }

  @Test
  void aCompleteRunWithoutFailuresIsSound() throws Exception {
    assertThat(of("[]", "[]", true, 23).failures()).isEmpty();
    assertThat(of("[]", "[]", true, 23).cases()).isEqualTo(4080);
    assertThat(of("[]", "[]", true, 23).seed()).isEqualTo(7);
  }

  @Test
  void aFailureNamesItsOperations() throws Exception {
    String failures =
        """
        [{"title": "Server error", "operations": ["GET /a", "GET /b"]}]
        """;

    assertThat(of(failures, "[]", true, 23).failures())
        .containsExactly("Server error: GET /a, GET /b");
  }

  @Test
  void errorsAndIncompleteRunsAreFailures() throws Exception {
    assertThat(of("[]", "[{\"message\": \"no route\"}]", true, 23).failures()).hasSize(1);
    assertThat(of("[]", "[]", false, 23).failures()).hasSize(1);
    assertThat(of("[]", "[]", true, 22).failures()).hasSize(1);
  }
}
