package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, avx512f avx512_bf16 amx_bf16 amx_tile, true, true, true",
    "GenuineIntel, avx512f avx512_bf16, false, true, false",
    "AuthenticAMD, avx512f avx512_bf16, false, true, true",
    "GenuineIntel, avx2 avx512f, false, false, false",
    "AuthenticAMD, avx2, false, false, false"
  })
  void bfloat16IsPreferredIfItIsFasterThanFloat32(
      String vendor, String flags, boolean amx, boolean supported, boolean preferred) {
    Processor processor = Processor.of("vendor_id\t: " + vendor + "\nflags\t\t: fpu " + flags);
    assertThat(processor.amx()).isEqualTo(amx);
    assertThat(processor.bfloat16()).isEqualTo(supported);
    assertThat(processor.prefersBfloat16()).isEqualTo(preferred);
  }

  @Test
  void float32IsUsedIfTheProcessorIsUnknown() {
    assertThat(Processor.of("")).isEqualTo(new Processor(false, false, false, false));
    assertThat(Processor.of("").prefersBfloat16()).isFalse();
    assertThat(Processor.of("").prefersInt8()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, avx512f avx512_vnni, true",
    "GenuineIntel, avx512f avx512_vnni avx512_bf16, true",
    "GenuineIntel, avx512f avx512_vnni avx512_bf16 amx_bf16, false",
    "AuthenticAMD, avx512f avx512_vnni avx512_bf16, false",
    "AuthenticAMD, avx512f avx512_vnni, true",
    "GenuineIntel, avx2 avx512f, false"
  })
  void int8IsPreferredUnlessBfloat16IsFasterThanFloat32(
      String vendor, String flags, boolean preferred) {
    Processor processor = Processor.of("vendor_id\t: " + vendor + "\nflags\t\t: fpu " + flags);
    assertThat(processor.prefersInt8()).isEqualTo(preferred);
  }
}
