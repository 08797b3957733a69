package org.tagline.benchmarks.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;

/** One text of a length that synopses often have. */
final class Synopsis {

  private Synopsis() {}

  /** The first so many characters of a file's films, one after the other. */
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

  /** As the servers' request. */
  static String json(String text) throws IOException {
    ObjectMapper json = new ObjectMapper();
    return json.writeValueAsString(json.createObjectNode().put("text", text));
  }
}
