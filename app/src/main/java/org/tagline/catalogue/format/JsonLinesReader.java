package org.tagline.catalogue.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.files.JsonFiles;

/** Reads the rows of a JSON lines file. */
final class JsonLinesReader implements FilmReader {
  /** Values, names and brackets of a row, far more than a film has. */
  private static final int MAX_TOKENS = 200_000;

  private static final ObjectReader JSON =
      JsonMapper.builder(JsonFiles.factory(MAX_TOKENS))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final LineReader lines;

  JsonLinesReader(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    LineReader.Line line = lines.nextNotBlank();
    if (line == null) {
      return null;
    }
    if (line.cut()) {
      return new RejectedRow(line.number(), "a line of more than 8 million characters");
    }
    try {
      JsonNode row = JSON.readTree(line.content());
      return row.isObject()
          ? film(line.number(), row)
          : new RejectedRow(line.number(), "not a JSON object");
    } catch (StreamConstraintsException e) {
      return new RejectedRow(
          line.number(), "more values, deeper lists or a longer number or name than a film has");
    } catch (JsonProcessingException e) {
      return new RejectedRow(line.number(), "not valid JSON: " + firstSentence(e));
    }
  }

  private static Entry film(long line, JsonNode row) {
    List<String> names = new ArrayList<>();
    row.fieldNames().forEachRemaining(names::add);
    Header header = new Header(names);
    JsonNode id = find(header, Column.ID, row, names);
    JsonNode title = find(header, Column.TITLE, row, names);
    JsonNode text = find(header, Column.TEXT, row, names);
    if (id != null && !id.isValueNode()) {
      return new RejectedRow(line, "an id that is neither a number nor a string");
    }
    if (title != null && !title.isValueNode()) {
      return new RejectedRow(line, "a title that is not a string");
    }
    if (text != null && !text.isTextual()) {
      return new RejectedRow(line, "a synopsis that is not a string");
    }
    List<String> tags = tags(find(header, Column.TAGS, row, names));
    return tags == null
        ? new RejectedRow(line, "tags that are neither a string nor a list of strings")
        : RowRules.check(line, id == null ? null : id.asText(), text(title), text(text), tags);
  }

  private static @Nullable JsonNode find(
      Header header, Column column, JsonNode row, List<String> names) {
    JsonNode value = header.has(column) ? row.get(header.value(column, names)) : null;
    return value == null || value.isNull() ? null : value;
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "" : value.asText();
  }

  private static @Nullable List<String> tags(@Nullable JsonNode value) {
    if (value == null) {
      return List.of();
    }
    if (value.isTextual()) {
      return TagField.split(value.asText());
    }
    if (!value.isArray()) {
      return null;
    }
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : value) {
      if (!tag.isTextual()) {
        return null;
      }
      tags.add(tag.asText());
    }
    return tags;
  }

  private static String firstSentence(JsonProcessingException problem) {
    String message = problem.getOriginalMessage();
    return message.lines().findFirst().orElse("unreadable");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
