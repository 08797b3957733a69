package org.tagline.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatsTest {

  @Test
  void everyFiniteFloat16IsConvertedExactly() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float value = HalfFloats.toFloat((short) bits);
      if (Float.isFinite(value)) {
        assertThat(HalfFloats.toHalf(value) & 0xffff).isEqualTo(bits);
      }
    }
  }

  @Test
  void roundsToNearestAndTiesToEven() {
    assertThat(HalfFloats.toFloat(HalfFloats.toHalf(0.1f))).isEqualTo(0.0999755859375f);
    assertThat(HalfFloats.toFloat(HalfFloats.toHalf(2049))).isEqualTo(2048);
    assertThat(HalfFloats.toFloat(HalfFloats.toHalf(2051))).isEqualTo(2052);
    assertThat(HalfFloats.toFloat(HalfFloats.toHalf(-1e9f))).isEqualTo(-65504);
    assertThat(HalfFloats.toFloat(HalfFloats.toHalf(0x1p-26f))).isZero();
  }
}
