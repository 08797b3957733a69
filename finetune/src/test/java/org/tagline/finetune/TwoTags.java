package org.tagline.finetune;

import java.util.ArrayList;
import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;

/** Twelve short films, alternately horror and drama. */
final class TwoTags {

  private TwoTags() {}

  static List<Film> films() {
    List<Film> films = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String text =
          i % 2 == 0 ? "A ghost haunts house " + i : "The judge of case " + i + " listens";
      films.add(new Film("f" + i, "Film " + i, text, List.of(i % 2 == 0 ? "horror" : "drama")));
    }
    return films;
  }

  /** Returns a split with eight training, two validation and two test films. */
  static Split split() {
    List<String> ids = films().stream().map(Film::id).toList();
    return new Split(ids.subList(0, 8), ids.subList(8, 10), ids.subList(10, 12), 0, 0);
  }
}
