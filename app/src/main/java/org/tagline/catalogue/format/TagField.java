package org.tagline.catalogue.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tagline.files.JsonFiles;

/**
 * Several tags in one field of a file: {@code a|b}, or {@code a, b}, or a JSON list of strings. The
 * list is for tags that contain a separator: {@code ["rock|roll","Crime, true"]}. Thread-safe.
 */
public final class TagField {
  private static final Pattern SEPARATOR = Pattern.compile("\\||, ");

  private static final ObjectReader JSON =
      JsonFiles.COMPACT
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private TagField() {}

  /** Returns the tags of a field as they are written there, with blanks and repetitions. */
  public static List<String> split(String field) {
    List<String> list = list(field);
    return list == null ? List.of(SEPARATOR.split(field)) : list;
  }

  /**
   * Returns a field that import reads as these tags: separated by {@code |} if that is unambiguous,
   * and otherwise as a JSON list.
   */
  public static String join(List<String> tags) {
    String plain = String.join("|", tags);
    return RowRules.tidyTags(split(plain)).equals(tags) ? plain : json(tags);
  }

  /** Returns the tags as a JSON list of strings. */
  public static String json(List<String> tags) {
    try {
      return JsonFiles.COMPACT.writeValueAsString(tags);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the strings of a JSON list, or null if the field is something else. */
  public static @Nullable List<String> list(String field) {
    if (!field.stripLeading().startsWith("[")) {
      return null;
    }
    List<String> tags = new ArrayList<>();
    try {
      for (JsonNode tag : JSON.<JsonNode>readValue(field)) {
        if (!tag.isTextual()) {
          return null;
        }
        tags.add(tag.textValue());
      }
    } catch (JsonProcessingException e) {
      return null;
    }
    return tags;
  }
}
