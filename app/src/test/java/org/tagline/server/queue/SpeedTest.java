package org.tagline.server.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;

class SpeedTest {
  @Test
  void theTwoMeasurementsAreReturned() {
    Speed speed = new Speed(false, new Speed.Rate(101, 3, 1001, 12), new Speed.Rate(1, 5, 2, 6));
    assertThat(speed.seconds(400, 0)).isCloseTo(3, within(1e-9));
    assertThat(speed.seconds(4_000, 0)).isCloseTo(12, within(1e-9));
    assertThat(speed.seconds(400, 3)).isGreaterThan(3 * 101);
  }

  @Test
  void aLongerTextNeverCountsAsCheaper() {
    Speed speed = new Speed(false, new Speed.Rate(101, 12, 1001, 3), new Speed.Rate(1, 5, 2, 6));
    assertThat(speed.seconds(4_000_000, 0)).isGreaterThan(speed.seconds(4_000, 0));
  }

  @Test
  void predictionsCorrectTheEstimateOfTheirKind() {
    Speed.Rate plain = new Speed.Rate(101, 1, 1001, 10);
    Speed speed = new Speed(false, plain, new Speed.Rate(101, 1, 1001, 10));
    double evidence = speed.seconds(4_000, 1);
    for (int i = 0; i < 100; i++) {
      speed.observe(4_000, 0, 2);
    }
    assertThat(speed.seconds(4_000, 0)).isCloseTo(2, within(0.01));
    assertThat(speed.seconds(400, 0)).isCloseTo(0.2, within(0.01));
    assertThat(speed.seconds(4_000, 1)).isEqualTo(evidence);
  }

  @Test
  void anEncoderKeepsSeveralWorkersBusyAndALinearTaggerOne() {
    Speed.Rate rate = new Speed.Rate(1, 1, 2, 2);
    assertThat(new Speed(false, rate, rate).workers(1_000_000, 3)).isEqualTo(1);
    assertThat(new Speed(true, rate, rate).workers(100, 0)).isEqualTo(1);
    assertThat(new Speed(true, rate, rate).workers(1_000_000, 0))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void aTaggerIsMeasured() throws Exception {
    try (Tagger tagger = TaggerFolder.load(Path.of("..", "taggers", "three-tags"))) {
      Speed speed = Speed.measure(tagger);
      assertThat(speed.seconds(1_000, 0)).isPositive().isLessThan(speed.seconds(1_000_000, 0));
      assertThat(speed.seconds(1_000, 3)).isPositive().isLessThan(speed.seconds(1_000_000, 3));
    }
  }
}
