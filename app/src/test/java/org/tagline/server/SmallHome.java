package org.tagline.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagline.cli.Run;
import org.tagline.cli.TinyBaseFolder;

/**
 * A home with 60 invented films, two small taggers and a comparison, created once for all tests of
 * the server.
 */
final class SmallHome {
  static final String GHOST = "A ghost. It haunts the old house, again and again.";

  private static final Path HOME = make();

  private SmallHome() {}

  /** Returns the folder, which tests must not change; flags go into a copy of the catalogue. */
  static Path path() {
    return HOME;
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("small-home");
      folder.toFile().deleteOnExit();
      Path home = folder.resolve("home");
      Path base = TinyBaseFolder.write(folder.resolve("base"));
      Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
      done(Run.tagline("import", films, "--home", home));
      train(home, base, "second", 1);
      // The newest tagger is the default, and times are stored in seconds.
      Thread.sleep(1_100);
      train(home, base, "first", 8);
      done(Run.tagline("compare", "--candidates", "linear:c=2", "--runs", 1, "--home", home));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void train(Path home, Path base, String name, int epochs) {
    done(
        Run.tagline(
            "train",
            "--as",
            name,
            "--base",
            base,
            "--epochs",
            epochs,
            "--batch",
            4,
            "--learning-rate",
            "3e-3",
            "--home",
            home));
  }

  private static void done(Run run) {
    if (run.status() != 0) {
      throw new IllegalStateException(run.err());
    }
  }
}
