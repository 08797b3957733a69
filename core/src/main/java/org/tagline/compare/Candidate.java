package org.tagline.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Candidate of a comparison: a base with training options.
 *
 * @param name the candidate as the user wrote it; unique in a comparison
 * @param base name of an encoder, {@code linear} or {@code majority}
 * @param options options of {@code train} by name without leading dashes, in the given order
 */
public record Candidate(String name, String base, Map<String, String> options) {
  /** Baselines that every comparison includes. */
  private static final List<String> ALWAYS = List.of("majority", "linear");

  /**
   * Parses {@code base} or {@code base:option=value:option=value}. Options can be written as {@code
   * learning-rate} or {@code learningRate}; a value can contain colons but not {@code :name=}.
   *
   * @throws IllegalArgumentException if the text has another format
   */
  public static Candidate parse(String text) {
    String[] parts = text.strip().split(":(?=[A-Za-z][A-Za-z-]*=)");
    if (parts[0].isBlank() || parts[0].contains("=")) {
      throw new IllegalArgumentException(
          "a candidate is written BASE or BASE:OPTION=VALUE:…, for example"
              + " all-minilm-l6-v2:epochs=2, not \""
              + text
              + "\"");
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] option = parts[i].split("=", 2);
      String name = option[0].replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
      if (options.put(name, option[1]) != null) {
        throw new IllegalArgumentException(
            "the candidate \"" + text + "\" has the option " + name + " twice");
      }
    }
    return new Candidate(text.strip(), parts[0], options);
  }

  /**
   * Returns the baselines that were not requested, followed by the requested candidates in their
   * order.
   *
   * @throws IllegalArgumentException if a candidate is repeated
   */
  public static List<Candidate> withBaselines(List<Candidate> requested) {
    List<Candidate> all = new ArrayList<>();
    for (String base : ALWAYS) {
      if (requested.stream().noneMatch(candidate -> candidate.base().equals(base))) {
        all.add(new Candidate(base, base, Map.of()));
      }
    }
    all.addAll(requested);
    if (all.stream().map(Candidate::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "each candidate can be given once only: " + all.stream().map(Candidate::name).toList());
    }
    return all;
  }
}
