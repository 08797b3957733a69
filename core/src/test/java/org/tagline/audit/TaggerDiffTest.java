package org.tagline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagline.dataset.Parts.Part;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;

class TaggerDiffTest {
  private static final TagSet OLD = new TagSet(List.of("cult", "gothic"));
  private static final TagSet NEW = new TagSet(List.of("gothic", "western", "cult"));

  @Test
  void countsGainsAndLossesOfFilmsAndTags() {
    TaggerDiff diff = diff(Part.HELD_OUT, List.of("cult"));
    assertThat(diff.films()).isEqualTo(2);
    assertThat(diff.same()).isEqualTo(1);
    assertThat(diff.meanJaccard()).isEqualTo((1 + 1 / 3.0) / 2);
    assertThat(diff.tags())
        .containsExactly(
            new TaggerDiff.TagChange("gothic", 1, 0, 0, 1, "both"),
            new TaggerDiff.TagChange("western", 0, 1, 1, 0, "to"),
            new TaggerDiff.TagChange("cult", 2, 2, 0, 0, "both"));
    assertThat(diff.changed()).singleElement().extracting("id").isEqualTo("2");
  }

  @Test
  void probabilitiesAreComparedByTagName() {
    assertThat(diff(Part.HELD_OUT, List.of("cult")).changed().get(0).moved())
        .isCloseTo(0.1 + 0.6, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void taggersAreJudgedOnTheirCommonTags() {
    Judgement judged = Objects.requireNonNull(diff(Part.HELD_OUT, List.of("cult")).judged());
    assertThat(judged.films()).isEqualTo(2);
    assertThat(judged.closerTo()).isEqualTo(1);
    assertThat(judged.closerFrom()).isZero();
    assertThat(judged.lostRight()).isEqualTo(1);
    assertThat(judged.gained()).isZero();
    assertThat(judged.microF1To()).isEqualTo(1);
  }

  @Test
  void taggersAreNotJudgedOnTrainingFilms() {
    assertThat(diff(Part.LEARNED, List.of("cult")).judged()).isNull();
  }

  /** Reference values are SciPy's {@code binomtest(k, n).pvalue}. */
  @ParameterizedTest
  @CsvSource({"0,0,1", "3,3,1", "1,9,0.021484375", "9,1,0.021484375", "0,5,0.0625"})
  void theSignTestMatchesSciPy(int first, int second, double p) {
    assertThat(Judgement.signTest(first, second))
        .isCloseTo(p, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void theSignTestIsStableForManyFilms() {
    assertThat(Judgement.signTest(5000, 5000)).isEqualTo(1);
    assertThat(Judgement.signTest(4000, 6000)).isBetween(0.0, 1e-50);
  }

  private static TaggerDiff diff(Part part, List<String> people) {
    AuditedFilms from =
        new AuditedFilms(
            "old",
            Task.MULTI,
            OLD,
            List.of(
                film("1", people, List.of("cult"), part, 0.9f, 0.1f),
                film("2", people, List.of("cult", "gothic"), part, 0.8f, 0.7f)));
    AuditedFilms to =
        new AuditedFilms(
            "new",
            Task.MULTI,
            NEW,
            List.of(
                film("2", people, List.of("cult", "western"), part, 0.1f, 0.6f, 0.9f),
                film("1", people, List.of("cult"), part, 0.1f, 0.1f, 0.9f)));
    return TaggerDiff.of(from, to);
  }

  private static AuditedFilm film(
      String id, List<String> people, List<String> given, Part part, float... probabilities) {
    return new AuditedFilm(id, "Film " + id, people, given, probabilities, part);
  }
}
