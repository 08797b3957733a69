package org.tagline.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.tagline.text.Window;

/** Twelve films of three tags in turn, of random tokens; the same on every call. */
final class RandomFilms {

  private RandomFilms() {}

  /**
   * Makes them.
   *
   * @param mostWindows the films have 1, 2, … so many windows, and begin again
   * @param length of a film's windows, by its number modulo 4
   * @param from the lowest token
   * @param to exclusive
   */
  static List<Example> of(int mostWindows, IntUnaryOperator length, int from, int to) {
    Random random = new Random(11);
    List<Example> films = new ArrayList<>();
    for (int film = 0; film < 12; film++) {
      float[] target = new float[3];
      target[film % 3] = 1;
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i <= film % mostWindows; i++) {
        int[] ids = random.ints(length.applyAsInt(film % 4), from, to).toArray();
        int[] zeros = new int[ids.length];
        windows.add(new Window(ids, zeros, zeros, zeros));
      }
      films.add(new Example("film" + film, windows, target));
    }
    return films;
  }
}
