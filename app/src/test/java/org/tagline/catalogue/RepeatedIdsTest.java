package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;

class RepeatedIdsTest {
  private static final int MANY = 200_000;

  private final RepeatedIds ids = new RepeatedIds();

  @Test
  void tellsApartHundredsOfThousandsOfIds() {
    for (int i = 0; i < MANY; i++) {
      assertThat(ids.check(film("tt" + i, "Text " + i)) instanceof FilmRow).isTrue();
    }
    for (int i = 0; i < MANY; i += 97) {
      assertThat(ids.check(film("tt" + i, "Text " + i)) instanceof FilmRow).isTrue();
      assertThat(ids.check(film("tt" + i, "Other")) instanceof RejectedRow).isTrue();
    }
  }

  @Test
  void filmsWithoutAnIdAreNeverRepeats() {
    assertThat(ids.check(film(null, "one"))).isInstanceOf(FilmRow.class);
    assertThat(ids.check(film(null, "two"))).isInstanceOf(FilmRow.class);
  }

  private static FilmRow film(@Nullable String id, String text) {
    return new FilmRow(1, id, "", text, List.of());
  }
}
