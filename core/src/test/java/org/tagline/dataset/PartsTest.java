package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final Document LEARNED = film("1", "A ghost walks.");
  private static final Document REPEAT = film("9", "A  ghost\nwalks. ");
  private static final Document HELD_OUT = film("2", "A judge listens.");
  private static final Document UNKNOWN = film("8", "A rocket flies.");

  @Test
  void aRepeatOfALearnedTextIsLearned() {
    Parts parts =
        Parts.of(
            new Split(List.of("1"), List.of(), List.of("2")),
            List.of(REPEAT, LEARNED, HELD_OUT, UNKNOWN));
    assertThat(parts.of(LEARNED)).isEqualTo(Parts.Part.LEARNED);
    assertThat(parts.of(REPEAT)).isEqualTo(Parts.Part.LEARNED);
    assertThat(parts.of(HELD_OUT)).isEqualTo(Parts.Part.HELD_OUT);
    assertThat(parts.of(UNKNOWN)).isEqualTo(Parts.Part.NEW);
  }

  private static Document film(String id, String text) {
    return new Document(id, "Film " + id, text, List.of("cult"));
  }
}
