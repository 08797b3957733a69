package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuxiliaryTest {
  private static final String PASSAGE = words("passage", 16);

  private static String words(String stem, int count) {
    return IntStream.range(0, count).mapToObj(i -> stem + i).collect(Collectors.joining(" "));
  }

  private static Film film(String id, String text, String... tags) {
    return new Film(id, "", text, List.of(tags));
  }

  @Test
  void keepsOnlyFilmsThatShareNoTextWithTheCatalogue() {
    List<Film> catalogue =
        List.of(film("a", "Before it. " + PASSAGE + " after it", "cult"), film("b", "Short.", "x"));

    Auxiliary auxiliary =
        Auxiliary.disjointFrom(
            catalogue,
            List.of(
                film("same", "Short. ", "x"),
                film("shares", "Else: " + PASSAGE.toUpperCase(java.util.Locale.ROOT), "y"),
                film("new", words("passage", 15) + " ends otherwise", "y"),
                film("again", words("passage", 15) + " ends  otherwise", "y"),
                film("untagged", "Another film."),
                film("empty", " ", "y")));

    assertThat(auxiliary.films()).extracting(Film::id).containsExactly("new");
    assertThat(auxiliary.leftOut()).isEqualTo(5);
  }
}
