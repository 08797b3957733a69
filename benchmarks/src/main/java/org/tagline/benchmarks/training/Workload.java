package org.tagline.benchmarks.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.tagline.benchmarks.input.EncoderShape;

/**
 * What one contender is asked to do in its process; every contender gets the same.
 *
 * @param weights the {@link FloatTensorFile} to start from
 * @param precision {@code fp32} or {@code bf16}
 * @param batch windows a step
 * @param tokens tokens a window
 * @param warmUp steps before the clock starts
 * @param steps timed steps; with 0, only the agreement is computed
 */
public record Workload(
    Path weights, String precision, int batch, int tokens, int warmUp, int steps) {

  /** Of MiniLM's usual plan; the comparison needs one learning rate, not the best one. */
  public static final float LEARNING_RATE = 1e-4f;

  /** AdamW's weight decay. */
  public static final float WEIGHT_DECAY = 0.01f;

  /** The gradient's largest norm. */
  public static final float CLIP_NORM = 1f;

  private static final int FIRST_WORD = 1000;

  /** The token ids of the timed steps' windows, all full: ordinary words, the same every time. */
  public int[][] fullWindows() {
    Random random = new Random(17);
    int[][] windows = new int[batch][];
    for (int i = 0; i < batch; i++) {
      windows[i] = random.ints(tokens, FIRST_WORD, EncoderShape.MINILM_L6.vocabulary()).toArray();
    }
    return windows;
  }

  /** The windows of the agreement: the last is half as long, so that padding is compared too. */
  public int[][] unevenWindows() {
    int[][] windows = fullWindows();
    windows[batch - 1] = Arrays.copyOf(windows[batch - 1], tokens / 2);
    return windows;
  }

  /** The windows' labels as {@code [batch]}. */
  public long[] labels() {
    long[] labels = new long[batch];
    Arrays.setAll(labels, i -> i % EncoderShape.MINILM_L6.labels());
    return labels;
  }
}
