package org.tagline.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void measuresEveryContenderInTurn() throws IOException, InterruptedException {
    List<String> order = new ArrayList<>();
    List<Integer> ceilings = new ArrayList<>();

    List<Series<Integer>> series =
        new Rounds(2)
            .run(
                () -> log(order, "ceiling"),
                ceilings,
                List.of(
                    new Rounds.Entrant<>("a", () -> log(order, "a")),
                    new Rounds.Entrant<>("b", () -> log(order, "b"))),
                Object::toString);

    assertThat(order).containsExactly("ceiling", "a", "b", "ceiling", "a", "b");
    assertThat(ceilings).containsExactly(1, 4);
    assertThat(series)
        .containsExactly(new Series<>("a", List.of(2, 5)), new Series<>("b", List.of(3, 6)));
  }

  private static int log(List<String> order, String name) {
    order.add(name);
    return order.size();
  }
}
