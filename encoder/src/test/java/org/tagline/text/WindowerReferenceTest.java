package org.tagline.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagline.files.JsonFiles;

/** Compares the windows of difficult texts with those of the reference implementation. */
public class WindowerReferenceTest {

  private static final Tokenizer TOKENIZER = minilm();

  @TestFactory
  Stream<DynamicTest> cutsTheReferenceWindows() throws IOException {
    JsonNode cases =
        JsonFiles.COMPACT.readTree(
            Path.of("src/test/resources/reference/tokenizer/cases.json").toFile());
    return Stream.iterate(0, i -> i < cases.get("cases").size(), i -> i + 1)
        .map(i -> cases.get("cases").get(i))
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.get("name").asText() + " " + c.get("max_length") + "/" + c.get("overlap"),
                    () -> check(c)));
  }

  private static void check(JsonNode expected) {
    String text = expected.get("text").asText();
    int length = expected.get("max_length").asInt();
    Windower windower =
        new Windower(
            TOKENIZER,
            new WindowPolicy(length, expected.get("overlap").asInt(), WindowPolicy.ALL, false));
    ObjectMapper json = JsonFiles.COMPACT;
    var windows = windower.toRead(text).windows();
    assertThat(json.valueToTree(windows.stream().map(Window::ids).toList()).toString())
        .isEqualTo(expected.get("input_ids").toString());
    var offsets =
        windows.stream()
            .map(
                w ->
                    Stream.iterate(0, i -> i < w.size(), i -> i + 1)
                        .map(
                            i -> new int[] {points(text, w.starts()[i]), points(text, w.ends()[i])})
                        .toList())
            .toList();
    assertThat(json.valueToTree(offsets).toString()).isEqualTo(expected.get("offsets").toString());
  }

  /** Converts an offset in UTF-16 units to code points, which the reference uses. */
  private static int points(String text, int units) {
    return text.codePointCount(0, units);
  }

  public static Tokenizer minilm() {
    try (InputStream in =
        Objects.requireNonNull(
            WindowerReferenceTest.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"))) {
      return Tokenizer.of(in.readAllBytes(), "all-minilm-l6-v2");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
