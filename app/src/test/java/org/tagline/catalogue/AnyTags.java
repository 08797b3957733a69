package org.tagline.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.tagline.catalogue.format.RowRules;

/** Draws lists of tags that a catalogue can hold, most of them hard to write in a file. */
public final class AnyTags {
  private static final List<String> PIECES =
      List.of(
          "|",
          ",",
          ", ",
          ";",
          "\"",
          "'",
          "\\",
          "[",
          "]",
          "{",
          "}",
          ":",
          "=",
          "+",
          "-",
          "@",
          "#",
          "%",
          " ",
          "\u00a0",
          "\u2028",
          "\ufeff",
          "a",
          "Crime",
          "drama",
          "1",
          "e\u0301",
          "\u05d0",
          "漢",
          "\ud83d\ude00",
          "null",
          "\\u0041",
          "&amp;",
          "<b>",
          "\u200b");

  private static final List<List<String>> KNOWN =
      List.of(
          List.of(),
          List.of("rock|roll", "drama, comedy"),
          List.of("Sing | along"),
          List.of("Crime, true"),
          List.of("[\"a\"]"),
          List.of("[\"a\"", "\"b\"]"),
          List.of("[]"),
          List.of("["),
          List.of("\"quoted\"", "\\"),
          List.of("|"),
          List.of(","),
          List.of("a|", "|b"),
          List.of("=1+1", "+1", "-1", "@sum"),
          List.of("'=1+1"));

  private AnyTags() {}

  /** Returns the known hard cases, followed by drawn lists. */
  public static List<List<String>> lists(long seed, int count) {
    Random random = new Random(seed);
    List<List<String>> lists = new ArrayList<>(KNOWN);
    while (lists.size() < count) {
      Set<String> tags = new LinkedHashSet<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String tag = tag(random);
        if (RowRules.tagProblem(tag) == null) {
          tags.add(tag);
        }
      }
      lists.add(List.copyOf(tags));
    }
    return lists;
  }

  private static String tag(Random random) {
    StringBuilder tag = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      tag.append(
          random.nextInt(4) > 0
              ? PIECES.get(random.nextInt(PIECES.size()))
              : Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1)));
    }
    return tag.toString().strip();
  }
}
