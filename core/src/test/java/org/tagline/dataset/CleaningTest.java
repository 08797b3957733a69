package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CleaningTest {
  private static Film film(String id, String text, String... tags) {
    return new Film(id, "Film " + id, text, List.of(tags));
  }

  @Test
  void aFilmWithoutTextOrTagIsIncomplete() {
    Film noText = film("1", "\u00a0\u2003\t\n", "cult");
    Film noTag = film("2", "A man walks.");
    Film whole = film("3", "A man walks.", "cult");

    Cleaned cleaned = Cleaning.clean(List.of(noText, noTag, whole));

    assertThat(cleaned.incomplete()).containsExactly(noText, noTag);
    assertThat(cleaned.kept()).containsExactly(whole);
  }

  @Test
  void theFirstOfSeveralRepeatedFilmsIsKept() {
    Film first = film("1", "A man walks.", "cult", "dramatic");
    Film later = film("2", "  A man\n walks. ", "dramatic", "cult");
    Film latest = film("3", "A man walks.", "cult", "dramatic", "cult");

    Cleaned cleaned = Cleaning.clean(List.of(first, later, latest));

    assertThat(cleaned.kept()).containsExactly(first);
    assertThat(cleaned.repeated())
        .containsExactly(new Cleaned.Repeat(later, first), new Cleaned.Repeat(latest, first));
  }

  @Test
  void allContradictoryFilmsAreLeftOutEvenThoseWithTheSameTags() {
    Film one = film("1", "A man walks.", "cult");
    Film two = film("2", "A man walks.", "dramatic");
    Film three = film("3", "A man walks.", "cult");

    Cleaned cleaned = Cleaning.clean(List.of(one, two, three));

    assertThat(cleaned.contradictory()).containsExactly(List.of(one, two, three));
    assertThat(cleaned.contradictoryCount()).isEqualTo(3);
    assertThat(cleaned.sameTextAsAnEarlierOne()).isEqualTo(2);
    assertThat(cleaned.repeated()).isEmpty();
    assertThat(cleaned.kept()).isEmpty();
  }

  @Test
  void textsThatDifferInMoreThanWhiteSpaceAreKept() {
    List<Film> films =
        List.of(film("1", "A man walks.", "cult"), film("2", "a man walks.", "dramatic"));

    assertThat(Cleaning.clean(films).kept()).isEqualTo(films);
  }

  @Test
  void taskCsvHasTheKnownDefects() {
    Cleaned cleaned = Cleaning.clean(Mpst.task());

    assertThat(cleaned.incomplete()).isEmpty();
    assertThat(cleaned.repeated()).hasSize(13);
    assertThat(cleaned.contradictory()).hasSize(7);
    assertThat(cleaned.contradictoryCount()).isEqualTo(14);
    assertThat(cleaned.kept()).hasSize(1539);
    assertThat(cleaned.total()).isEqualTo(1566);
  }
}
