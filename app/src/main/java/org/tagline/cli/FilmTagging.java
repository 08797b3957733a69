package org.tagline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;
import org.tagline.cli.console.Progress;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;

/**
 * Tags the films of a file one after another, in constant memory.
 *
 * @param tagger stays open
 * @param err gets progress and the rows that are left out
 */
record FilmTagging(Tagger tagger, PrintWriter err) {

  /** Receives each film with its prediction. */
  @FunctionalInterface
  interface Output {
    /**
     * Takes one film.
     *
     * @param millis time that the prediction took
     */
    void write(FilmRow film, Prediction prediction, double millis) throws IOException;
  }

  /**
   * Tags every film but the first ones.
   *
   * @param films reads the file from its beginning
   * @param file names the file in messages
   * @param skipped films at the beginning that are already tagged
   * @return the number of films in the file, the skipped ones included
   */
  long run(FilmReader films, Path file, long skipped, Output output) throws IOException {
    long done = 0;
    try (Progress progress = Progress.start("Tagging", "films", skipped, -1, err)) {
      for (Entry entry = films.next(); entry != null; entry = films.next()) {
        if (entry instanceof RejectedRow row) {
          err.println(file + " line " + row.line() + " is left out: " + row.reason());
        } else if (entry instanceof FilmRow film && ++done > skipped) {
          long began = System.nanoTime();
          Prediction prediction = tagger.predict(film.text());
          output.write(film, prediction, (System.nanoTime() - began) / 1e6);
          progress.stepTo(done);
        }
      }
    }
    return done;
  }
}
