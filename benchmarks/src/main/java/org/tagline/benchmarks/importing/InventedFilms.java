package org.tagline.benchmarks.importing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Films with invented synopses of equal length, the same in every run.
 *
 * @param count number of films
 * @param characters length of each synopsis
 */
public record InventedFilms(int count, int characters) {
  private static final long SEED = 17;
  private static final int WORDS = 20_000;

  /** Writes the films to a CSV file. */
  void write(Path csv) throws IOException {
    write(csv, 0, SEED);
  }

  /**
   * Writes films to a CSV file.
   *
   * @param first the number of the first film; a film's id and title are made from its number
   * @param seed the seed of the words and texts
   */
  public void write(Path csv, int first, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> words =
        Stream.generate(() -> word(random)).distinct().limit(WORDS).collect(Collectors.toList());
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("id,title,synopsis,tags\n");
      for (int film = first; film < first + count; film++) {
        String text = text(random, words);
        out.write("f" + film + ",Film " + film + ",\"" + text + "\",drama|quest\n");
      }
    }
  }

  /**
   * Joins words, of which a few are frequent, as in natural language, with quotation marks and line
   * breaks between them.
   */
  private String text(Random random, List<String> words) {
    StringBuilder text = new StringBuilder(characters + 32);
    while (text.length() < characters) {
      double rank = Math.pow(words.size(), random.nextDouble()) - 1;
      text.append(words.get((int) rank));
      text.append(random.nextInt(60) == 0 ? ".\n" : random.nextInt(80) == 0 ? " \"\"so\"\" " : " ");
    }
    text.setLength(characters);
    // Half of a doubled quotation mark would end the field early.
    return text.toString().replaceAll("\"+$", "").strip();
  }

  private static String word(Random random) {
    return random
        .ints(2L + random.nextInt(8), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
