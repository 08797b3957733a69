package org.tagline.benchmarks.input;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.files.JsonFiles;
import org.tagline.text.Window;
import org.tagline.text.Windower;
import org.tagline.train.Example;

/**
 * A film with one tag as token ids, so that all contenders read the same input.
 *
 * @param windows token ids of each window
 * @param label index of the film's tag
 */
public record TokenizedFilm(int[][] windows, int label) {
  private static final ObjectMapper JSON = JsonFiles.COMPACT;

  /** Tokenizes films with one tag each. */
  static List<TokenizedFilm> of(List<Film> films, Windower windower, List<String> tags) {
    return films.stream()
        .map(
            film ->
                new TokenizedFilm(
                    windower.toRead(film.text()).windows().stream()
                        .map(Window::ids)
                        .toArray(int[][]::new),
                    tags.indexOf(film.tags().get(0))))
        .toList();
  }

  /** Writes films to a file, one JSON object per line. */
  static void write(Path file, List<TokenizedFilm> films) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (TokenizedFilm film : films) {
      lines.append(JSON.writeValueAsString(film)).append('\n');
    }
    Files.writeString(file, lines);
  }

  /** Reads the films of a file, one JSON object per line. */
  public static List<TokenizedFilm> read(Path file) throws IOException {
    List<TokenizedFilm> films = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      films.add(JSON.readValue(line, TokenizedFilm.class));
    }
    return films;
  }

  /** Returns a window of token ids whose tokens have no position in a text. */
  public static Window window(int[] ids) {
    int[] zeros = new int[ids.length];
    return new Window(ids, zeros, zeros, zeros);
  }

  /** Returns the windows as the encoder takes them. */
  public List<Window> asWindows() {
    return Arrays.stream(windows).map(TokenizedFilm::window).toList();
  }

  /**
   * Returns the film as a training example.
   *
   * @param id identifier of the example
   * @param tags number of tags
   */
  public Example example(String id, int tags) {
    float[] target = new float[tags];
    target[label] = 1;
    return new Example(id, asWindows(), target);
  }
}
