package org.tagline.tagger;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagline.files.AtomicFolder;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;

/**
 * Probabilities that a tagger gave for a fixed text when it was written. Comparing them with new
 * ones on another machine detects a faulty library, processor or weight before the first real
 * prediction.
 *
 * @param text an invented synopsis
 * @param probabilities {@code [tags]} in the order of the tagger's tags
 */
public record KnownAnswer(String text, List<Float> probabilities) {
  /** Largest accepted difference; processors may compute in different number formats. */
  public static final double TOLERANCE = 0.02;

  private static final String FILE = "known-answer.json";

  private static final String TEXT =
      "A lighthouse keeper hears her dead brother in the radio. Each night he names a ship, and each"
          + " morning it is missing. She takes the log to court, where nobody but the judge's own"
          + " daughter believes her.";

  public KnownAnswer {
    probabilities = List.copyOf(probabilities);
  }

  /** Computes the probabilities of a tagger. */
  static KnownAnswer of(Tagger tagger) {
    List<Float> probabilities = new ArrayList<>();
    for (float probability : tagger.exactProbabilities(TEXT)) {
      probabilities.add(probability);
    }
    return new KnownAnswer(TEXT, probabilities);
  }

  void write(Path folder) throws IOException {
    AtomicFolder.writeForced(folder.resolve(FILE), JsonFiles.COMPACT.writeValueAsBytes(this));
  }

  /** Reads the file in a tagger's folder; empty for taggers written without one. */
  public static Optional<KnownAnswer> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] json = BoundedFile.bytes(file, BoundedFile.NAMES);
      return Optional.of(TaggerJson.STRICT.readValue(json, KnownAnswer.class));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Returns the largest difference between the stored and the current probabilities, after
   * subtracting {@link Tagger#INT8_TOLERANCE} for the INT8 pass; infinite if the number of tags
   * differs.
   */
  public double difference(Tagger tagger) {
    double approximate = difference(tagger.probabilities(text)) - Tagger.INT8_TOLERANCE;
    return Math.max(approximate, difference(tagger.exactProbabilities(text)));
  }

  private double difference(float[] now) {
    if (now.length != probabilities.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < now.length; i++) {
      double difference = Math.abs(now[i] - probabilities.get(i));
      // NaN compares as false with any tolerance, so it counts as infinite.
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }
}
