package org.tagline.benchmarks.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.tagline.benchmarks.input.EncoderShape;

/**
 * The training steps that each contender runs in its process.
 *
 * @param weights {@link FloatTensorFile} with the initial weights
 * @param precision precision of the matrix products, {@code fp32} or {@code bf16}
 * @param batch windows per step
 * @param tokens tokens per window
 * @param warmUp number of steps before the timed ones
 * @param steps number of timed steps; 0 computes the {@link Contender.Agreement} only
 */
public record Workload(
    Path weights, String precision, int batch, int tokens, int warmUp, int steps) {

  /** Learning rate. Any rate serves the comparison; this is Tagline's default for MiniLM. */
  public static final float LEARNING_RATE = 1e-4f;

  /** Weight decay of AdamW. */
  public static final float WEIGHT_DECAY = 0.01f;

  /** Norm to which larger gradients are scaled down. */
  public static final float CLIP_NORM = 1f;

  /** First token id of ordinary words in the vocabulary. */
  private static final int FIRST_WORD = 1000;

  /** Returns the token ids of the timed steps: full windows of random words with a fixed seed. */
  public int[][] fullWindows() {
    Random random = new Random(17);
    int[][] windows = new int[batch][];
    for (int i = 0; i < batch; i++) {
      windows[i] = random.ints(tokens, FIRST_WORD, EncoderShape.MINILM_L6.vocabulary()).toArray();
    }
    return windows;
  }

  /** Returns the same windows with the last one cut in half, so that padding is compared too. */
  public int[][] unevenWindows() {
    int[][] windows = fullWindows();
    windows[batch - 1] = Arrays.copyOf(windows[batch - 1], tokens / 2);
    return windows;
  }

  /** Returns the labels of the windows, {@code [batch]}. */
  public long[] labels() {
    long[] labels = new long[batch];
    Arrays.setAll(labels, i -> i % EncoderShape.MINILM_L6.labels());
    return labels;
  }
}
