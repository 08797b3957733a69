package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final Film LEARNED = film("1", "A ghost walks.");
  private static final Film REPEAT = film("9", "A  ghost\nwalks. ");
  private static final Film HELD_OUT = film("2", "A judge listens.");
  private static final Film UNKNOWN = film("8", "A rocket flies.");

  @Test
  void filmsWithTheTextOfATrainingFilmAreInTheTrainingPart() {
    Parts parts =
        Parts.of(
            new Split(List.of("1"), List.of(), List.of("2")),
            List.of(REPEAT, LEARNED, HELD_OUT, UNKNOWN));
    assertThat(parts.of(LEARNED)).isEqualTo(Parts.Part.LEARNED);
    assertThat(parts.of(REPEAT)).isEqualTo(Parts.Part.LEARNED);
    assertThat(parts.of(HELD_OUT)).isEqualTo(Parts.Part.HELD_OUT);
    assertThat(parts.of(UNKNOWN)).isEqualTo(Parts.Part.NEW);
  }

  private static Film film(String id, String text) {
    return new Film(id, "Film " + id, text, List.of("cult"));
  }
}
