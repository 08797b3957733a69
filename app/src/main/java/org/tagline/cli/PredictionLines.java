package org.tagline.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.dataset.Film;
import org.tagline.files.AtomicFile;
import org.tagline.render.Json;
import org.tagline.tagger.Tagger;

/** Writes the predictions for labelled films to a file, one JSON object per line. */
final class PredictionLines {

  private PredictionLines() {}

  /** One line of the file. */
  record Line(
      String id,
      String title,
      List<String> tags,
      List<String> predicted,
      Map<String, Float> probabilities) {}

  static void write(Path file, Tagger tagger, List<Film> films, float[][] probabilities)
      throws IOException {
    AtomicFile.write(file, /* replace= */ true, out -> write(out, tagger, films, probabilities));
  }

  private static void write(
      OutputStream file, Tagger tagger, List<Film> films, float[][] probabilities)
      throws IOException {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
    for (int i = 0; i < probabilities.length; i++) {
      Map<String, Float> byTag = new LinkedHashMap<>();
      for (int tag = 0; tag < probabilities[i].length; tag++) {
        byTag.put(tagger.tags().name(tag), probabilities[i][tag]);
      }
      Film film = films.get(i);
      out.println(
          Json.compact(
              new Line(
                  film.id(),
                  film.title(),
                  film.tags(),
                  tagger.predicted(probabilities[i]),
                  byTag)));
    }
    if (out.checkError()) {
      throw new IOException("the predictions could not be written; is the disk full?");
    }
  }
}
