package org.tagline.benchmarks.python;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of benchmarks that run peers in Python. */
public final class PythonOption {

  @Option(
      names = "--python",
      defaultValue = "${env:PEERS_PYTHON}",
      description = "A Python with benchmarks/peers/requirements.txt.")
  private Path python = Path.of("python3");

  /** The program. */
  public Path path() {
    return python;
  }
}
