package org.tagline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.JsonFiles;

/** Compares tokenizers made from vocab.txt with the tokenizer.json of the same model. */
class BertVocabularyTest {
  private static final ObjectMapper JSON = JsonFiles.COMPACT;
  @TempDir Path folder;

  @Test
  void convertsAVocabularyToThePublishedTokenizer() throws IOException {
    ObjectNode published = writeMiniLmVocabulary();

    JsonNode converted = JSON.readTree(BertVocabulary.read(folder).tokenizerJson());

    published.putNull("truncation").putNull("padding");
    assertThat(converted).isEqualTo(published);
  }

  @Test
  void cutsTheReferenceWindows() throws IOException {
    writeMiniLmVocabulary();
    JsonNode cases =
        JSON.readTree(Path.of("src/test/resources/reference/tokenizer/cases.json").toFile());
    try (Tokenizer tokenizer =
        Tokenizer.of(BertVocabulary.read(folder).tokenizerJson(), "vocab.txt")) {
      for (JsonNode expected : cases.get("cases")) {
        WindowPolicy policy =
            new WindowPolicy(
                expected.get("max_length").asInt(),
                expected.get("overlap").asInt(),
                WindowPolicy.ALL,
                false);
        var windows =
            new Windower(tokenizer, policy).toRead(expected.get("text").asText()).windows();
        assertThat((JsonNode) JSON.valueToTree(windows.stream().map(Window::ids).toList()))
            .as(expected.get("name").asText())
            .isEqualTo(expected.get("input_ids"));
      }
    }
  }

  @Test
  void givesFunnelsFirstTokenItsOwnSegment() throws IOException {
    write("vocab.txt", "<pad>\n<unk>\n<cls>\n<sep>\n<mask>\nship\n##s\n");

    try (Tokenizer tokenizer =
        Tokenizer.of(BertVocabulary.read(folder).tokenizerJson(), "vocab.txt")) {
      Window window =
          new Windower(tokenizer, new WindowPolicy(16, 0, WindowPolicy.ALL, false))
              .toRead("SHIPS")
              .windows()
              .get(0);
      assertThat(window.ids()).containsExactly(2, 5, 6, 3);
      assertThat(window.types()).containsExactly(2, 0, 0, 0);
    }
  }

  @Test
  void keepsCaseIfTheConfigurationSaysSo() throws IOException {
    write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nship\nShip\n");
    write("tokenizer_config.json", "{\"do_lower_case\": false}");

    try (Tokenizer tokenizer =
        Tokenizer.of(BertVocabulary.read(folder).tokenizerJson(), "vocab.txt")) {
      assertThat(tokenizer.encode("Ship ship SHIP").ids()).containsExactly(6, 5, 1);
    }
  }

  @Test
  void readsTheNamesOfSpecialTokens() throws IOException {
    write("vocab.txt", "(pad)\n(unk)\n(begin)\n(end)\nship\n");
    write(
        "special_tokens_map.json",
        "{\"pad_token\":\"(pad)\",\"unk_token\":{\"content\":\"(unk)\",\"lstrip\":false},"
            + "\"cls_token\":\"(begin)\",\"sep_token\":\"(end)\"}");

    try (Tokenizer tokenizer =
        Tokenizer.of(BertVocabulary.read(folder).tokenizerJson(), "vocab.txt")) {
      assertThat(tokenizer.encode("ship (end) boat").ids()).containsExactly(4, 3, 1);
    }
  }

  @Test
  void refusesTheVocabularyOfAnUnsupportedTokenizer() throws IOException {
    write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
    write("tokenizer_config.json", "{\"tokenizer_class\": \"BertJapaneseTokenizer\"}");

    assertThatThrownBy(() -> BertVocabulary.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("BertJapanese tokenizer");
  }

  @Test
  void refusesAFileWithoutTheSpecialTokens() throws IOException {
    write("vocab.txt", "a list\nof words\n");

    assertThatThrownBy(() -> BertVocabulary.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lacks [UNK]");
  }

  @Test
  void refusesBytesThatAreNotText() throws IOException {
    Files.write(folder.resolve("vocab.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> BertVocabulary.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not UTF-8");
  }

  private ObjectNode writeMiniLmVocabulary() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            getClass().getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"))) {
      ObjectNode published = (ObjectNode) JSON.readTree(in);
      JsonNode vocabulary = published.path("model").path("vocab");
      String[] tokens = new String[vocabulary.size()];
      vocabulary.properties().forEach(e -> tokens[e.getValue().asInt()] = e.getKey());
      write("vocab.txt", String.join("\n", tokens) + "\n");
      write("tokenizer_config.json", "{\"do_lower_case\": true}");
      return published;
    }
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
