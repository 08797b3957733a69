package org.tagline.catalogue.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the values of a row, in any file format, and makes a {@link FilmRow} of them. */
public final class RowRules {
  /** Replaces bytes that the file's encoding cannot decode; a Unicode noncharacter. */
  static final char NOT_DECODED = '\uffff';

  /** Longest synopsis in characters. */
  static final int MAX_TEXT = 1_000_000;

  /** Longest title in characters; a database index must be able to hold it. */
  static final int MAX_TITLE = 500;

  static final int MAX_ID = 200;
  static final int MAX_TAG = 200;

  private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]+");

  private RowRules() {}

  /** Returns the film, or a rejection with the reason. */
  static Entry check(
      long line, @Nullable String id, String title, String text, List<String> rawTags) {
    String broken = brokenCharacters(id, title, text, rawTags);
    if (broken != null) {
      return new RejectedRow(line, broken);
    }
    String tidyId = id == null ? "" : tidy(id);
    String rowId = tidyId.isEmpty() ? null : tidyId;
    String tidyTitle = tidy(title);
    List<String> tags = tidyTags(rawTags);
    String problem = problem(rowId, tidyTitle, text, tags);
    return problem == null
        ? new FilmRow(line, rowId, tidyTitle, text, tags)
        : new RejectedRow(line, problem);
  }

  /** Returns the tags as a catalogue stores them: tidy, without empty and repeated ones. */
  static List<String> tidyTags(List<String> tags) {
    return List.copyOf(
        tags.stream()
            .map(RowRules::tidy)
            .filter(tag -> !tag.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** Returns why a catalogue cannot store exactly this tag, or null if it can. */
  public static @Nullable String tagProblem(String tag) {
    String problem = textProblem(tag);
    if (problem != null) {
      return problem;
    }
    if (tag.length() > MAX_TAG) {
      return tooLong("tag", tag.length(), MAX_TAG);
    }
    if (CONTROLS.matcher(tag).find()) {
      return "control characters";
    }
    return tag.isEmpty() || !tag.equals(tidy(tag)) ? "blanks at the beginning or end" : null;
  }

  /** Returns why a catalogue cannot store exactly this text, or null if it can. */
  public static @Nullable String textProblem(String text) {
    return characterProblem(text);
  }

  /** Replaces control characters, which would garble every list of titles or tags, by spaces. */
  private static String tidy(String value) {
    return CONTROLS.matcher(value).replaceAll(" ").strip();
  }

  private static @Nullable String brokenCharacters(
      @Nullable String id, String title, String text, List<String> tags) {
    List<String> values = new ArrayList<>(tags);
    values.add(title);
    values.add(text);
    if (id != null) {
      values.add(id);
    }
    for (String value : values) {
      String problem = characterProblem(value);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(
      @Nullable String id, String title, String text, List<String> tags) {
    if (title.isEmpty() && text.isBlank()) {
      return "neither a title nor a synopsis";
    }
    if (text.length() > MAX_TEXT) {
      return tooLong("synopsis", text.length(), MAX_TEXT);
    }
    if (title.length() > MAX_TITLE) {
      return tooLong("title", title.length(), MAX_TITLE);
    }
    if (id != null && id.length() > MAX_ID) {
      return tooLong("id", id.length(), MAX_ID);
    }
    int longestTag = tags.stream().mapToInt(String::length).max().orElse(0);
    return longestTag > MAX_TAG ? tooLong("tag", longestTag, MAX_TAG) : null;
  }

  private static @Nullable String characterProblem(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        return "a NUL character";
      }
      if (c == NOT_DECODED) {
        return "not valid UTF-8; convert the file with: iconv -f WINDOWS-1252 -t UTF-8";
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          return "half of a surrogate pair, which is not a character";
        }
        i++;
      }
    }
    return null;
  }

  private static String tooLong(String what, int length, int allowed) {
    return String.format(
        Locale.ROOT, "a %s of %,d characters; %,d are allowed", what, length, allowed);
  }
}
