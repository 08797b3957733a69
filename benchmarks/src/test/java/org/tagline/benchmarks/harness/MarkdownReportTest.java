package org.tagline.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  @Test
  void startsWithTheCommandAndTheMachine() {
    MachineFacts machine =
        new MachineFacts("a processor", 2, "AVX2", 24, "Linux", "17", LocalDate.EPOCH);

    String report =
        new MarkdownReport("Speed", "./benchmarks/run speed", machine)
            .paragraph("%d rounds, %.1f %%", 3, 0.5)
            .numberTable(List.of("", "films/s"))
            .row("Tagline", "2.5")
            .section("Memory")
            .markdown();

    assertThat(report)
        .isEqualTo(
            """
            # Speed

            Measured with `./benchmarks/run speed` on a processor, 2 cores (AVX2), 24 GiB of memory, Linux, 17, 1970-01-01.

            3 rounds, 0.5 %

            | | films/s |
            | --- | ---: |
            | Tagline | 2.5 |

            ## Memory
            """);
  }
}
