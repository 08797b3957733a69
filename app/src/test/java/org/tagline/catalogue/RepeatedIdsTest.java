package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tagline.catalogue.format.Film;
import org.tagline.catalogue.format.RejectedRow;

class RepeatedIdsTest {
  private static final int MANY = 200_000;

  private final RepeatedIds ids = new RepeatedIds();

  @Test
  void tellsApartHundredsOfThousandsOfIds() {
    for (int i = 0; i < MANY; i++) {
      assertThat(ids.check(film("tt" + i, "Text " + i)) instanceof Film).isTrue();
    }
    for (int i = 0; i < MANY; i += 97) {
      assertThat(ids.check(film("tt" + i, "Text " + i)) instanceof Film).isTrue();
      assertThat(ids.check(film("tt" + i, "Other")) instanceof RejectedRow).isTrue();
    }
  }

  @Test
  void filmsWithoutAnIdAreNeverRepeats() {
    assertThat(ids.check(film(null, "one"))).isInstanceOf(Film.class);
    assertThat(ids.check(film(null, "two"))).isInstanceOf(Film.class);
  }

  private static Film film(@Nullable String id, String text) {
    return new Film(1, id, "", text, List.of());
  }
}
