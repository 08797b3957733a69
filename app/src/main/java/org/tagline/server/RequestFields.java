package org.tagline.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's JSON object or query string. Rejects unknown fields and wrong types, so
 * that a misspelt option is never silently ignored. Not thread-safe.
 */
final class RequestFields {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(20).maxTokenCount(100_000).build());
  }

  private final JsonNode object;

  private RequestFields(JsonNode object) {
    this.object = object;
  }

  /**
   * Parses the body.
   *
   * @param known the names of all fields that the body may have
   */
  static RequestFields of(Context context, String... known) {
    String type = context.contentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw HttpProblem.of(415, "Send the body as application/json.");
    }
    JsonNode object = parse(context.bodyAsBytes());
    Set<String> names = Set.of(known);
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                // Messages never repeat content of the request, such as the unknown name.
                throw new UnknownField(known).problem();
              }
            });
    return new RequestFields(object);
  }

  private record UnknownField(String... known) {
    HttpProblem problem() {
      return HttpProblem.of(
          422, "The body has an unknown field; the known fields are " + List.of(known) + ".");
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node == null || !node.isObject()) {
        throw HttpProblem.of(400, "The body must be one JSON object.");
      }
      return node;
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw HttpProblem.of(
          400,
          "The body is not JSON"
              + (where == null
                  ? "."
                  : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")."));
    } catch (IOException e) {
      throw HttpProblem.of(400, "The body is not UTF-8 JSON.");
    }
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Returns a required string that is not blank. */
  String required(String name, int longest) {
    String value = optional(name, longest);
    if (value == null) {
      throw HttpProblem.field(name, "is missing");
    }
    if (value.isBlank()) {
      throw HttpProblem.field(name, "is empty");
    }
    return value;
  }

  /** Returns a string, or null if it is missing. */
  @Nullable String optional(String name, int longest) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw HttpProblem.field(name, "must be a string");
    }
    return checked(name, value.textValue(), longest);
  }

  /** Returns a whole number from {@code least} to {@code most}, or the default if missing. */
  int integer(String name, int otherwise, int least, int most) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw HttpProblem.field(name, "must be a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  /** Returns a list of {@code fewest} to {@code most} strings, none of them blank. */
  List<String> strings(String name, int fewest, int most, int longest) {
    JsonNode value = object.get(name);
    if (value == null || !value.isArray() || value.size() < fewest || value.size() > most) {
      throw HttpProblem.field(name, "must be a list of " + fewest + " to " + most + " strings");
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode one : value) {
      if (!one.isTextual() || one.textValue().isBlank()) {
        throw HttpProblem.field(name, "must hold strings that are not empty");
      }
      strings.add(checked(name, one.textValue(), longest));
    }
    return strings;
  }

  private static String checked(String name, String value, int longest) {
    if (value.length() > longest) {
      throw HttpProblem.field(name, "must have at most " + longest + " characters");
    }
    if (value.indexOf('\0') >= 0) {
      throw HttpProblem.field(name, "must not have a NUL character");
    }
    return value;
  }

  /** Returns a whole number from the query string, or the default if missing. */
  static int query(Context context, String name, int otherwise, int least, int most) {
    String value = only(context, name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the error for a number out of range.
    }
    throw HttpProblem.field(name, "must be a whole number from " + least + " to " + most);
  }

  /** Returns a string from the query string, or null if it is missing or empty. */
  static @Nullable String query(Context context, String name, int longest) {
    String value = only(context, name);
    return value == null || value.isEmpty() ? null : checked(name, value, longest);
  }

  /** Returns one of several words from the query string, or null if it is missing. */
  static @Nullable String choice(Context context, String name, int longest) {
    String value = only(context, name);
    if (value != null && value.isEmpty()) {
      throw HttpProblem.field(name, "is empty");
    }
    return value == null ? null : checked(name, value, longest);
  }

  /** Returns the value of a parameter that may be given once, or null if it is missing. */
  private static @Nullable String only(Context context, String name) {
    List<String> values = context.queryParams(name);
    if (values.size() > 1) {
      throw HttpProblem.field(name, "is given more than once");
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
