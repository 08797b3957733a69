package org.tagline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.Film;
import org.tagline.dataset.Profile;

class ExploreTablesTest {

  private static String tables(Film... films) {
    return ExploreTables.of(
        Profile.of(List.of(films), text -> new int[] {text.length()}), 512, "base");
  }

  @Test
  void tagsAreShownWithSharesAndBars() {
    String text =
        tables(
            new Film("1", "A", "a", List.of("cult")),
            new Film("2", "B", "b", List.of("cult")),
            new Film("3", "C", "b", List.of("dramatic")));

    assertThat(text)
        .startsWith("3 films, 2 tags\n")
        .containsPattern("(?m)^cult +2 +66\\.7 % +1  █{24}$")
        .containsPattern("(?m)^dramatic +1 +33\\.3 % +0  █{12}$");
  }

  @Test
  void excludedFilmsAreListed() {
    String text =
        tables(
            new Film("1", "A", "same", List.of("cult")),
            new Film("2", "B", "same", List.of("dramatic")),
            new Film("3", "C", "more", List.of("cult")),
            new Film("4", "", "more", List.of("cult")),
            new Film("5", "\u001b[2JE", "", List.of("cult")));

    assertThat(text)
        .contains("  1 A [cult]  =  2 B [dramatic]\n")
        .contains("  4 (untitled) [cult]  repeats  3 C [cult]\n")
        .contains("  5 ?[2JE [cult]\n");
  }

  @Test
  void anEmptyCatalogueIsShownWithoutFigures() {
    assertThat(tables())
        .startsWith("0 films, 0 tags\n")
        .contains("no film to train on")
        .doesNotContain("NaN");
  }
}
