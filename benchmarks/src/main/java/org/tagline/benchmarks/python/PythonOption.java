package org.tagline.benchmarks.python;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --python} of benchmarks that run programs in Python. */
public final class PythonOption {

  @Option(
      names = "--python",
      defaultValue = "${env:PEERS_PYTHON}",
      description = "Python with the packages of benchmarks/peers/requirements.txt.")
  private Path python = Path.of("python3");

  /** Returns the path of the Python interpreter. */
  public Path interpreter() {
    return python;
  }
}
