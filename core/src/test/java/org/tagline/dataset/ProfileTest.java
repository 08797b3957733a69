package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {
  /** Counts one window per word. */
  private static final WindowCounter WORDS =
      text -> java.util.Arrays.stream(text.split(" ")).mapToInt(String::length).toArray();

  private static Film film(String title, String text, String... tags) {
    return new Film(title + "#" + text, title, text, List.of(tags));
  }

  @Test
  void tagsAreOrderedByFrequency() {
    List<Film> films =
        List.of(film("a", "1", "rare"), film("b", "2", "often", "also"), film("c", "3", "often"));

    assertThat(Profile.of(films, WORDS).tags())
        .containsExactly(Map.entry("often", 2), Map.entry("also", 1), Map.entry("rare", 1));
  }

  @Test
  void lengthsAreInCodePoints() {
    Profile profile = Profile.of(List.of(film("short", "ab"), film("long", "a𝄞😀", "x")), WORDS);

    assertThat(profile.characters().length().count()).isEqualTo(2);
    assertThat(profile.characters().length().max()).isEqualTo(3);
    assertThat(profile.characters().longestTitle()).isEqualTo("long");
  }

  @Test
  void windowsAreCountedOnCleanFilms() {
    Profile profile =
        Profile.of(
            List.of(film("a", "aaa bb c", "x"), film("b", "dddd", "x"), film("c", "e f g h")),
            WORDS);

    Profile.Windows windows = profile.windows();
    assertThat(windows.count()).isEqualTo(4);
    assertThat(windows.tokens()).isEqualTo(10);
    assertThat(windows.longFilmShare()).isEqualTo(0.5);
    assertThat(windows.tokensBeyondFirstShare()).isEqualTo(0.3);
    assertThat(windows.perFilm().histogram())
        .isEqualTo(new Histogram(1, 1, List.of(1, 0, 1), false));
  }

  @Test
  void anEmptyCatalogueCanBeProfiled() {
    Profile profile = Profile.of(List.of(), WORDS);

    assertThat(profile.films()).isZero();
    assertThat(profile.characters().length().mean()).isNaN();
    assertThat(profile.windows().tokensBeyondFirstShare()).isZero();
  }

  @Test
  void taskCsvHasTheKnownFigures() {
    Profile profile = Profile.of(Mpst.task(), text -> new int[] {1});

    assertThat(profile.films()).isEqualTo(1566);
    assertThat(profile.tags())
        .containsExactly(
            Map.entry("cult", 1033), Map.entry("paranormal", 366), Map.entry("dramatic", 167));
    assertThat(profile.cleanedTags())
        .containsExactly(
            Map.entry("cult", 1024), Map.entry("paranormal", 351), Map.entry("dramatic", 164));
    Distribution length = profile.characters().length();
    assertThat(length.mean()).isCloseTo(5219.414431673053, within(1e-9));
    assertThat(length.std()).isCloseTo(4800.731210, within(5e-7));
    assertThat(length.min()).isEqualTo(781);
    assertThat(length.p25()).isEqualTo(2587.5);
    assertThat(length.p50()).isEqualTo(3909);
    assertThat(length.p75()).isEqualTo(5890);
    assertThat(length.max()).isEqualTo(48487);
    assertThat(profile.characters().longestTitle()).isEqualTo("Stranger Things");
    assertThat(profile.classWeights().get(ClassWeighting.MAX))
        .isEqualTo(Map.of("cult", 1.0, "paranormal", 1024 / 351.0, "dramatic", 1024 / 164.0));
  }

  @Test
  void filmsWithSeveralTagsCanBeProfiled() {
    Profile profile = Profile.of(Mpst.movies(), text -> new int[] {1});

    Cleaned cleaned = profile.cleaned();
    assertThat(profile.films()).isEqualTo(14828);
    assertThat(profile.tags()).hasSize(71);
    assertThat(cleaned.incomplete()).isEmpty();
    assertThat(cleaned.repeated()).hasSize(51);
    assertThat(cleaned.contradictory()).hasSize(664);
    assertThat(cleaned.contradictoryCount()).isEqualTo(1593);
    assertThat(cleaned.kept()).hasSize(13184);
  }
}
