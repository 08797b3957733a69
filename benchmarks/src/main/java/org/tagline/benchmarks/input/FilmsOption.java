package org.tagline.benchmarks.input;

import java.nio.file.Files;
import java.nio.file.Path;

/** The films that comparisons with other tools read when none are named. */
public final class FilmsOption {
  private static final Path MPST = Path.of("..", "shared", "data", "task.csv");
  private static final Path SAMPLE =
      Path.of("app", "src", "main", "resources", "org", "tagline", "sample", "films.csv");

  private FilmsOption() {}

  /** The three-tag task where it is there, else the sample catalogue. */
  public static Path standard() {
    return Files.exists(MPST) ? MPST : SAMPLE;
  }
}
