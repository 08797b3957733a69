package org.tagline.tagger;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagline.files.AtomicFolder;

/**
 * What a tagger said of one text when it was written. Asked again where it is used, it must say the
 * same: a wrong library, processor or weight shows before the first real text.
 *
 * @param text an invented synopsis
 * @param probabilities {@code [tags]} in the tagger's order
 */
public record KnownAnswer(String text, List<Float> probabilities) {
  /** Another processor may multiply in another number format, which moves the last digits. */
  public static final double TOLERANCE = 0.02;

  private static final String FILE = "known-answer.json";

  private static final String TEXT =
      "A lighthouse keeper hears her dead brother in the radio. Each night he names a ship, and each"
          + " morning it is missing. She takes the log to court, where nobody but the judge's own"
          + " daughter believes her.";

  public KnownAnswer {
    probabilities = List.copyOf(probabilities);
  }

  /** Asks a tagger now. */
  static KnownAnswer of(Tagger tagger) {
    List<Float> probabilities = new ArrayList<>();
    for (float probability : tagger.exactProbabilities(TEXT)) {
      probabilities.add(probability);
    }
    return new KnownAnswer(TEXT, probabilities);
  }

  void write(Path folder) throws IOException {
    AtomicFolder.writeForced(folder.resolve(FILE), new ObjectMapper().writeValueAsBytes(this));
  }

  /** The answer in a tagger's folder; empty for taggers made before there was one. */
  public static Optional<KnownAnswer> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(new ObjectMapper().readValue(file.toFile(), KnownAnswer.class))
        : Optional.empty();
  }

  /**
   * The largest difference of a probability between then and now, as far as a quick answer is not
   * known to differ; infinite for other tags.
   */
  public double difference(Tagger tagger) {
    double quick = difference(tagger.probabilities(text)) - Tagger.QUICK_DIFFERENCE;
    return Math.max(quick, difference(tagger.exactProbabilities(text)));
  }

  private double difference(float[] now) {
    if (now.length != probabilities.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < now.length; i++) {
      double difference = Math.abs(now[i] - probabilities.get(i));
      // A NaN is no agreement.
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }
}
