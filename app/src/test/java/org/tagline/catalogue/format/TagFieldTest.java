package org.tagline.catalogue.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagline.catalogue.AnyTags;

class TagFieldTest {
  /** Files that were read in one way before are still read in that way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cult|sea;              cult/sea",
        "cult, sea;             cult/sea",
        "cult,sea;              cult,sea",
        "cult;                  cult",
        "[cult];                [cult]",
        "[\"cult\", sea];       [\"cult\"/sea]",
        "[1, 2];                [1/2]",
        "[\"a\"] b;             [\"a\"] b",
        "\"cult\";              \"cult\"",
        "[\"a|b\", \"c, d\"];   a|b/c, d",
      })
  void aFieldIsSplit(String field, String tags) {
    assertThat(TagField.split(field)).containsExactly(tags.split("/"));
  }

  @Test
  void ordinaryTagsAreSeparatedByBars() {
    assertThat(TagField.join(List.of("cult", "Sci-Fi, 1950s"))).startsWith("[");
    assertThat(TagField.join(List.of("cult", "Action,Adventure")))
        .isEqualTo("cult|Action,Adventure");
    assertThat(TagField.join(List.of())).isEmpty();
  }

  /** The number of lists of tags is set with {@code -Dtagline.tags}. */
  @Test
  void anyTagsAreReadBack() {
    long seed = System.nanoTime();
    for (List<String> tags : AnyTags.lists(seed, Integer.getInteger("tagline.tags", 20_000))) {
      assertThat(RowRules.tidyTags(TagField.split(TagField.join(tags))))
          .as("seed %d", seed)
          .isEqualTo(tags);
    }
  }
}
