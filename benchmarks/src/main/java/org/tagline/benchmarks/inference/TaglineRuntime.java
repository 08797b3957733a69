package org.tagline.benchmarks.inference;

import java.util.Arrays;
import java.util.List;
import org.tagline.base.BaseEncoders;
import org.tagline.text.Window;

/** Tagline's own engine. */
public final class TaglineRuntime implements InferenceRuntime {
  private final FilmScorer scoring;

  private TaglineRuntime(Work work) throws Exception {
    scoring = new FilmScorer(BaseEncoders.inFolder(work.model()), work.tags());
  }

  /** Does the work given as the only argument. */
  public static void main(String[] arguments) throws Exception {
    InferenceRuntime.run(arguments, TaglineRuntime::new);
  }

  @Override
  public float[] logits(int[][] ids) {
    List<Window> windows =
        Arrays.stream(ids)
            .map(
                window -> {
                  int[] zeros = new int[window.length];
                  return new Window(window, zeros, zeros, zeros);
                })
            .toList();
    return scoring.logits(windows);
  }

  @Override
  public int again() {
    return scoring.again();
  }

  @Override
  public void close() {
    scoring.close();
  }
}
