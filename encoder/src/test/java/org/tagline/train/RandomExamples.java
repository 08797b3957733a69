package org.tagline.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.tagline.text.Window;

/** Creates twelve examples of random tokens, with three tags in turn; equal on every call. */
final class RandomExamples {

  private RandomExamples() {}

  /**
   * Creates the examples.
   *
   * @param mostWindows the numbers of windows are 1, 2, …, {@code mostWindows}, repeated
   * @param length length of an example's windows by its number modulo 4
   * @param from lowest token id
   * @param to upper bound of token ids, exclusive
   */
  static List<Example> of(int mostWindows, IntUnaryOperator length, int from, int to) {
    Random random = new Random(11);
    List<Example> examples = new ArrayList<>();
    for (int example = 0; example < 12; example++) {
      float[] target = new float[3];
      target[example % 3] = 1;
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i <= example % mostWindows; i++) {
        int[] ids = random.ints(length.applyAsInt(example % 4), from, to).toArray();
        int[] zeros = new int[ids.length];
        windows.add(new Window(ids, zeros, zeros, zeros));
      }
      examples.add(new Example("example" + example, windows, target));
    }
    return examples;
  }
}
