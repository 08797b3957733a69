package org.tagline.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void readsPeakMemoryInBytes() {
    List<String> status = List.of("VmPeak:\t  900 kB", "VmHWM:\t  512 kB", "VmRSS:\t  100 kB");
    assertThat(ResidentMemory.parse(status)).isEqualTo(512 * 1024);
  }

  @Test
  void rejectsAStatusWithoutPeakMemory() {
    assertThatThrownBy(() -> ResidentMemory.parse(List.of("VmPeak:\t  900 kB")))
        .hasMessageContaining("VmHWM");
  }

  @Test
  void namesTheWidestInstructions() {
    assertThat(MachineFacts.instructions("fpu avx2 avx512f avx512_bf16 amx_bf16"))
        .isEqualTo("AVX-512 with bfloat16, AMX");
    assertThat(MachineFacts.instructions("fpu avx2 avx512f")).isEqualTo("AVX-512");
    assertThat(MachineFacts.instructions("fpu avx2")).isEqualTo("AVX2");
  }
}
