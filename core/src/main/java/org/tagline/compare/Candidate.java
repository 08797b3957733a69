package org.tagline.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One way to make a tagger.
 *
 * @param name as it was written; unique in a comparison
 * @param base encoder, {@code linear} or {@code majority}
 * @param options of {@code train}, by their names without dashes in front, in the order written
 */
public record Candidate(String name, String base, Map<String, String> options) {
  /** What every comparison has beside the candidates asked for. */
  private static final List<String> ALWAYS = List.of("majority", "linear");

  /**
   * Reads {@code base} or {@code base:option=value:option=value}. Options may be written as {@code
   * learning-rate} or {@code learningRate}; a value may hold colons but no {@code :name=}.
   *
   * @throws IllegalArgumentException for anything else
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
        throw new IllegalArgumentException("the candidate \"" + text + "\" has " + name + " twice");
      }
    }
    return new Candidate(text.strip(), parts[0], options);
  }

  /**
   * All candidates of a comparison: the baselines that are always there first, unless they are
   * among those asked for, then these in their order.
   *
   * @throws IllegalArgumentException where one is there twice
   */
  public static List<Candidate> withBaselines(List<Candidate> asked) {
    List<Candidate> all = new ArrayList<>();
    for (String base : ALWAYS) {
      if (asked.stream().noneMatch(candidate -> candidate.base().equals(base))) {
        all.add(new Candidate(base, base, Map.of()));
      }
    }
    all.addAll(asked);
    if (all.stream().map(Candidate::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "a candidate is there twice: " + all.stream().map(Candidate::name).toList());
    }
    return all;
  }
}
