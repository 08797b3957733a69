package org.tagline.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.checkpoint.OnnxWeights;
import org.tagline.checkpoint.Safetensors;
import org.tagline.encoder.ModelConfig;
import org.tagline.files.SmallHeap;
import org.tagline.text.BertVocabulary;
import org.tagline.text.Tokenizer;

/** Reads hostile and damaged files of a base, other than pickles, within a small heap. */
class HostileBaseTest {
  private static final int FILES = Integer.getInteger("tagline.damages", 200);
  private static final String TOKENS = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n";

  @TempDir Path folder;

  /** Reads a file or folder of a base by the beginning of its name. */
  public static final class Reading implements SmallHeap.Reader {
    @Override
    public void read(Path file) throws IOException {
      switch (file.getFileName().toString().replaceFirst("-.*", "")) {
        case "config" -> ModelConfig.read(file);
        case "index" -> BaseFiles.shards(file);
        case "tokenizer" -> Tokenizer.read(file).close();
        case "vocab" -> BertVocabulary.read(file).tokenizerJson();
        case "onnx" -> OnnxWeights.read(file.toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        default -> Safetensors.read(file);
      }
    }
  }

  @Test
  void filesThatWouldFillTheMemoryAreRefusedWithASentence() throws Exception {
    write("config-lists", "{\"model_type\":\"bert\",\"a\":[" + "{},".repeat(1_200_000) + "{}]}");
    write("config-deep", "[".repeat(900_000));
    write("config-number", "{\"model_type\":\"bert\",\"a\":" + "1".repeat(900) + "}");
    write("config-long", "{\"model_type\":\"" + "a".repeat(5_000_000) + "\"}");
    write("index-lists", "{\"weight_map\":[" + "{},".repeat(5_000_000) + "{}]}");
    String doubled =
        "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"aa\"},".repeat(50);
    String sequence = "{\"type\":\"Sequence\",\"normalizers\":[" + doubled + "{\"type\":\"NFC\"}]}";
    write(
        "tokenizer-doubling",
        tokenizer()
            .replace("\"type\":\"BertNormalizer\"", "\"type\":0")
            .replaceFirst("\"normalizer\":\\{[^}]*}", "\"normalizer\":" + sequence));
    write("index-string", "{\"weight_map\":\"" + "a".repeat(15_000_000) + "\"}");
    write("tokenizer-string", "{\"version\":\"" + "a".repeat(15_000_000) + "\"}");
    sparse("tokenizer-long", Integer.MAX_VALUE);
    sparse("safetensors-header", 90_000_000);
    StringBuilder metadata = new StringBuilder("{\"__metadata__\":{");
    for (int i = 0; i < 1_200_000; i++) {
      metadata.append('"').append(Integer.toString(i, 36)).append("\":\"\",");
    }
    safetensors("safetensors-metadata", metadata.append("\"y\":\"\"}}").toString());
    write("tokenizer-lists", "{\"a\":[" + "[],".repeat(5_000_000) + "[]]}");
    Files.createDirectory(folder.resolve("vocab-lines"));
    write("vocab-lines/vocab.txt", TOKENS + "\n".repeat(3_000_000));
    StringBuilder header = new StringBuilder("{\"a\":{\"x\":{");
    for (int i = 0; i < 900_000; i++) {
      header.append('"').append(Integer.toString(i, 36)).append("\":0,");
    }
    safetensors("safetensors-names", header.append("\"y\":0}}}").toString());
    safetensors("safetensors-lists", "{\"a\":{\"x\":[" + "[],".repeat(2_000_000) + "[]]}}");
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (int i = 0; i < 400_000; i++) {
      byte[] name = Integer.toString(i, 36).getBytes(StandardCharsets.US_ASCII);
      graph.writeBytes(new byte[] {5 << 3 | 2, (byte) (name.length + 6), 1 << 3, 0, 2 << 3, 1});
      graph.writeBytes(new byte[] {8 << 3 | 2, (byte) name.length});
      graph.writeBytes(name);
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(7 << 3 | 2);
    for (int rest = graph.size(); rest > 0; rest >>>= 7) {
      model.write(rest & 0x7F | (rest > 0x7F ? 0x80 : 0));
    }
    model.writeBytes(graph.toByteArray());
    Files.write(folder.resolve("onnx-entries"), model.toByteArray());

    Map<String, String> ends = SmallHeap.read(Reading.class, folder);

    assertThat(ends).hasSize(16);
    ends.forEach(
        (name, end) ->
            assertThat(end)
                .as(name)
                .startsWith(folder.resolve(name).toString())
                .doesNotContain("Error"));
    assertThat(ends.get("tokenizer-doubling")).contains("many times longer");
    assertThat(ends.get("onnx-entries")).contains("more weights than any model");
  }

  @Test
  void damagedFilesEndInASentence() throws Exception {
    Map<String, String> honest =
        Map.of(
            "config", "{\"model_type\":\"bert\",\"hidden_size\":8,\"id2label\":{\"0\":\"a\"}}",
            "index", "{\"weight_map\":{\"a.weight\":\"model-1.bin\",\"b\":\"model-2.bin\"}}",
            "tokenizer", tokenizer());
    for (Map.Entry<String, String> file : honest.entrySet()) {
      write(file.getKey() + "-honest", file.getValue());
      for (int i = 0; i < FILES; i++) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(i);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
          bytes[random.nextInt(bytes.length)] =
              (byte) "0-9[]{}\",:x\u00ff".charAt(random.nextInt(12));
        }
        Files.write(folder.resolve(file.getKey() + "-" + i), bytes);
      }
    }

    Map<String, String> ends = SmallHeap.read(Reading.class, folder);

    assertThat(ends).hasSize(3 * (FILES + 1));
    ends.forEach(
        (name, end) ->
            assertThat(end)
                .as(name)
                .matches("read|" + folder + "/.*|a config.json needs a model_type.*"));
    assertThat(ends.get("config-honest")).isEqualTo("read");
    assertThat(ends.get("index-honest")).isEqualTo("read");
    assertThat(ends.get("tokenizer-honest")).isEqualTo("read");
  }

  private String tokenizer() throws IOException {
    Path vocabulary = Files.createTempDirectory("vocabulary");
    Files.writeString(vocabulary.resolve(BertVocabulary.FILE), TOKENS);
    return new String(BertVocabulary.read(vocabulary).tokenizerJson(), StandardCharsets.UTF_8);
  }

  private void safetensors(String name, String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve(name), bytes.putLong(json.length).put(json).array());
  }

  /** Makes a file of zeros that takes no space, with the length of a header at its beginning. */
  private void sparse(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.writeLong(Long.reverseBytes(bytes - 8));
      file.setLength(bytes);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
