package org.tagline.benchmarks.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.files.JsonFiles;

/** The long text that both sides tag. */
final class Synopsis {

  private Synopsis() {}

  /**
   * Joins the texts of a file's films and cuts them off.
   *
   * @param films file of films
   * @param characters length of the result, unless the file has less text
   */
  static String of(Path films, int characters) throws IOException {
    StringBuilder text = new StringBuilder();
    try (FilmReader reader = FilmFile.open(films)) {
      for (Entry entry = reader.next();
          entry != null && text.length() < characters;
          entry = reader.next()) {
        if (entry instanceof FilmRow film) {
          text.append(film.text()).append(' ');
        }
      }
    }
    text.setLength(Math.min(characters, text.length()));
    return text.toString();
  }

  /** Returns the body of a request to tag a text. */
  static String json(String text) throws IOException {
    ObjectMapper json = JsonFiles.COMPACT;
    return json.writeValueAsString(json.createObjectNode().put("text", text));
  }
}
