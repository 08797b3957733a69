package org.tagline.catalogue.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"id\":1,\"title\":\"A\",\"plot\":\"T\",\"genres\":[\"x\",\"y, z\"]};1: 1/A/T/[x, y, z]",
        "{\"Title\":\"A\",\"Plot Synopsis\":\"T\",\"tags\":\"x|y\"};1: null/A/T/[x, y]",
        "{\"name\":2012,\"text\":\"T\",\"label\":null};1: null/2012/T/[]",
        "{\"id\":1,\"text\":\"half;1! not valid JSON: Unexpected end-of-input",
        "[1];1! not a JSON object",
        "{\"id\":1,\"title\":\"A\",\"text\":\"a\"} {};1! not valid JSON: Trailing token",
        "{\"id\":[1],\"text\":\"a\"};1! an id that is neither a number nor a string",
        "{\"title\":{},\"text\":\"a\"};1! a title that is not a string",
        "{\"title\":\"A\",\"text\":5};1! a synopsis that is not a string",
        "{\"text\":\"a\",\"tags\":[1]};1! tags that are neither a string nor a list of strings",
        "{\"text\":\"a\",\"tags\":{}};1! tags that are neither a string nor a list of strings",
        "{\"text\":\"\\ud800\"};1! half of a surrogate pair, which is not a character",
        "{\"text\":\"a\\u0000\"};1! a NUL character",
        "{\"year\":1999};1! neither a title nor a synopsis"
      })
  void readsALine(String line, String expected) throws IOException {
    assertThat(Films.words(Films.read(folder, "a.jsonl", line)).get(0)).startsWith(expected);
  }

  @Test
  void continuesAfterAMalformedLine() throws IOException {
    assertThat(
            Films.words(
                Films.read(folder, "a.ndjson", "{\"text\":\"a\"}\n\noops\n{\"text\":\"b\"}\n")))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1: null//a/[]"),
            second -> assertThat(second).startsWith("3! not valid JSON"),
            third -> assertThat(third).isEqualTo("4: null//b/[]"));
  }

  @Test
  void tagsInAListMayContainCommas() throws IOException {
    assertThat(Films.read(folder, "a.jsonl", "{\"text\":\"a\",\"tags\":[\"good, bad\"]}"))
        .first()
        .isEqualTo(new FilmRow(1, null, "", "a", java.util.List.of("good, bad")));
  }
}
