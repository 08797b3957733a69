package org.tagline.benchmarks.inference;

import java.util.Arrays;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.input.TokenizedFilm;

/** Tagline's engine. */
public final class TaglineRuntime implements InferenceRuntime {
  private final FilmScorer scorer;

  private TaglineRuntime(InferenceTask task) throws Exception {
    scorer = new FilmScorer(BaseEncoders.inFolder(task.model()), task.tags());
  }

  /** Runs an {@link InferenceRuntime.InferenceTask}. */
  public static void main(String[] arguments) throws Exception {
    InferenceRuntime.run(arguments, TaglineRuntime::new);
  }

  @Override
  public float[] logits(int[][] ids) {
    return scorer.logits(Arrays.stream(ids).map(TokenizedFilm::window).toList());
  }

  @Override
  public int retries() {
    return scorer.retries();
  }

  @Override
  public void close() {
    scorer.close();
  }
}
