package org.tagline.catalogue.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a row must be to become a {@link FilmRow}, whatever its format. */
final class RowRules {
  /** Stands where bytes were not of the file's encoding; Unicode promises never to assign it. */
  static final char NOT_DECODED = '\uffff';

  /** In characters. The longest synopsis of the MPST collection has 63,959. */
  static final int MAX_TEXT = 1_000_000;

  /** In characters; bounded so that a database index can hold them. */
  static final int MAX_TITLE = 500;

  static final int MAX_ID = 200;
  static final int MAX_TAG = 200;

  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern TAG_SEPARATOR = Pattern.compile("\\||, ");

  private RowRules() {}

  /** The film of these values, or why they make none. */
  static Entry check(
      long line, @Nullable String id, String title, String text, List<String> rawTags) {
    String broken = brokenCharacters(id, title, text, rawTags);
    if (broken != null) {
      return new RejectedRow(line, broken);
    }
    String tidyId = id == null ? "" : tidy(id);
    String rowId = tidyId.isEmpty() ? null : tidyId;
    String tidyTitle = tidy(title);
    List<String> tags = rawTags.stream().map(RowRules::tidy).filter(t -> !t.isEmpty()).toList();
    String problem = problem(rowId, tidyTitle, text, tags);
    return problem == null
        ? new FilmRow(line, rowId, tidyTitle, text, List.copyOf(new LinkedHashSet<>(tags)))
        : new RejectedRow(line, problem);
  }

  /** Tags written into one value: split at {@code |} or at a comma with a space. */
  static List<String> splitTags(String value) {
    return List.of(TAG_SEPARATOR.split(value));
  }

  /** On one line: a title or tag with control characters would disturb every list it is in. */
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
      return "neither a title nor a text";
    }
    if (text.length() > MAX_TEXT) {
      return tooLong("text", text.length(), MAX_TEXT);
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
          return "half of a surrogate pair, which is no character";
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
