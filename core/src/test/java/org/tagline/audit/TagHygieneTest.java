package org.tagline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts.Part;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;

class TagHygieneTest {
  private static final TagSet TAGS = new TagSet(List.of("comedy", "humor", "noise"));

  /** People use either tag for funny films, and the tagger gives both. */
  @Test
  void mergingIsComputedFromPredictions() {
    TagHygiene hygiene = TagHygiene.of(labelled(), audited(Task.MULTI), List.of());
    Merge merge = merge("comedy", "humor");
    assertThat(hygiene.judgedOn()).isEqualTo(80);
    assertThat(merge.threshold()).isZero();
    assertThat(merge.films()).isEqualTo(60);
    assertThat(merge.firstF1()).isEqualTo(2 * 45.0 / (45 + 60), Offset.offset(1e-9));
    assertThat(merge.secondF1()).isEqualTo(2 * 25.0 / (25 + 60), Offset.offset(1e-9));
    assertThat(merge.pooledF1()).isEqualTo(2 * 70.0 / (70 + 120), Offset.offset(1e-9));
    assertThat(merge.mergedF1()).isEqualTo(1);
    assertThat(merge.macroAfter())
        .isEqualTo(
            (merge.macroBefore() * 3 - merge.firstF1() - merge.secondF1() + 1) / 2,
            Offset.offset(1e-9));
  }

  @Test
  void aTagRankedAtRandomIsChance() {
    TagHygiene hygiene = TagHygiene.of(labelled(), audited(Task.MULTI), List.of());
    assertThat(hygiene.tags().get(0).tag()).isEqualTo("noise");
    assertThat(hygiene.tags().get(0).verdict()).isEqualTo(TagLearned.Verdict.CHANCE);
    assertThat(hygiene.tags())
        .filteredOn(tag -> !tag.tag().equals("noise"))
        .allMatch(tag -> tag.verdict() == TagLearned.Verdict.LEARNED);
  }

  @Test
  void aSingleLabelTaggerIsReferredToItsConfusionMatrix() {
    assertThatThrownBy(() -> TagHygiene.of(labelled(), audited(Task.SINGLE), List.of()))
        .hasMessageContaining("tagline evaluate many");
  }

  @Test
  void mergingATagWithItselfIsRejected() {
    assertThatThrownBy(() -> merge("comedy", "comedy")).hasMessageContaining("with itself");
  }

  private static Merge merge(String first, String second) {
    return TagHygiene.of(
            labelled(), audited(Task.MULTI), List.of(new TagHygiene.Pair(first, second)))
        .merges()
        .get(0);
  }

  /**
   * Returns the tags of one of 120 films: 60 are funny, of which 45 are tagged comedy, 25 humor and
   * 10 both; a third of all are tagged noise.
   */
  private static List<String> people(int film) {
    List<String> tags = new ArrayList<>();
    if (film < 60) {
      if (film < 40 || film >= 55) {
        tags.add("comedy");
      }
      if (film >= 35) {
        tags.add("humor");
      }
    }
    if (film % 3 == 0) {
      tags.add("noise");
    }
    return tags;
  }

  private static List<Film> labelled() {
    List<Film> films = new ArrayList<>();
    for (int film = 0; film < 120; film++) {
      films.add(new Film("" + film, "", "Film " + film, people(film)));
    }
    return films;
  }

  private static AuditedFilms audited(Task task) {
    List<AuditedFilm> films = new ArrayList<>();
    for (int film = 0; film < 120; film++) {
      boolean funny = film < 60;
      List<String> people = people(film);
      List<String> given = funny ? List.of("comedy", "humor") : List.of();
      float odd = film % 2 == 0 ? 0.2f : 0.3f;
      float[] probabilities = {funny ? 0.7f : 0.1f, funny ? 0.6f : 0.1f, odd};
      films.add(
          new AuditedFilm(
              "" + film,
              "",
              people.isEmpty() ? List.of("other") : people,
              given,
              probabilities,
              Part.HELD_OUT));
    }
    return new AuditedFilms("many", task, TAGS, films);
  }
}
