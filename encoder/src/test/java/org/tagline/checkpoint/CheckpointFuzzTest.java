package org.tagline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.engine.Engine;
import org.tagline.safetensors.CheckpointException;

/**
 * Checks that damaged files are refused, or read if the damage is harmless, without crashes, hangs
 * or excessive memory.
 *
 * <p>Each reader reads {@code -Dtagline.fuzz=N} files, which are equal in every run.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckpointFuzzTest {
  private static final int FILES = Integer.getInteger("tagline.fuzz", 20_000);
  private static final long[] SIZES = {
    0, 1, -1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, Integer.MAX_VALUE, 0xFFFFFFFFL, 1L << 40, Long.MAX_VALUE
  };
  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "9223372036854775807",
          "99999999999999999999",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\"",
          "F32",
          "BF16",
          "I64",
          "null",
          "1e9",
          "PK\1\2",
          "PK\3\4",
          "PK\5\6",
          "cposix\nsystem\n",
          "ctorch FloatStorage\n",
          "q\0",
          "h\0",
          "(",
          "t",
          "R",
          "b",
          "}",
          ")",
          "]",
          "e",
          "u",
          "s",
          "a",
          "Q",
          "0",
          "1",
          "2",
          "\u0094",
          "\u0093",
          "\u008a\u00ff",
          "X\u00ff\u00ff\u00ff\u007f");

  @TempDir Path folder;

  /** Reads tensors; throws CheckpointException if it refuses the bytes. */
  @FunctionalInterface
  private interface Reader {
    Map<String, Tensor> read(byte[] bytes) throws IOException;
  }

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  @Test
  void safetensors() throws IOException {
    Path file = folder.resolve("seed");
    Safetensors.write(file, tensors(), Map.of("format", "pt"));
    fuzz(Files.readAllBytes(file), bytes -> read(SafetensorsFile::open, bytes));
  }

  @Test
  void zippedBin() throws IOException {
    Path file = folder.resolve("seed");
    TorchWriter.zip(file, tensors());
    fuzz(Files.readAllBytes(file), bytes -> read(TorchFile::open, bytes));
  }

  @Test
  void legacyBin() throws IOException {
    Path file = folder.resolve("seed");
    TorchWriter.legacy(file, tensors());
    fuzz(Files.readAllBytes(file), bytes -> read(TorchFile::open, bytes));
  }

  /** Damages only the pickle of a valid file, so that every mutation reaches its reader. */
  @Test
  void pickle() throws IOException {
    Path file = folder.resolve("seed");
    TorchWriter.legacy(file, tensors());
    String whole = Files.readString(file, StandardCharsets.ISO_8859_1);
    byte[] pickle = TorchWriter.pickle(tensors());
    int start = whole.indexOf(new String(pickle, StandardCharsets.ISO_8859_1));
    byte[] seed = Files.readAllBytes(file);
    fuzz(pickle, bytes -> read(TorchFile::open, splice(seed, start, pickle.length, bytes)));
  }

  @Test
  void onnx() throws IOException {
    Path file = folder.resolve("seed");
    OnnxWriter.write(file, tensors());
    fuzz(Files.readAllBytes(file), bytes -> OnnxWeights.read("model.onnx", ByteBuffer.wrap(bytes)));
  }

  @Test
  void indexOfShards() throws IOException {
    String index = "model.safetensors.index.json";
    ShardWriter.write(
        folder.resolve(index),
        "model",
        ".safetensors",
        tensors(),
        (file, shard) -> Safetensors.write(file, shard, Map.of()));
    CheckpointFormat format = CheckpointFormats.in(folder);
    fuzz(
        Files.readAllBytes(folder.resolve(index)),
        bytes -> {
          overwrite(folder.resolve(index), bytes);
          return format.read(folder);
        });
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("encoder.weight", Tensor.create(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    tensors.put("encoder.bias", Tensor.create(new float[] {1, 2}, 2));
    tensors.put("scale", Tensor.create(new float[] {1}, 1));
    return tensors;
  }

  private Map<String, Tensor> read(WeightFile.Opener opener, byte[] bytes) throws IOException {
    Path file = folder.resolve("fuzzed");
    overwrite(file, bytes);
    try (WeightFile open = opener.open(file)) {
      return open.tensors();
    }
  }

  /**
   * Overwrites in place: some file systems force a file that was truncated first to the disk, which
   * is slow.
   */
  private static void overwrite(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), 0);
      channel.truncate(bytes.length);
    }
  }

  private static void fuzz(byte[] seed, Reader reader) throws IOException {
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = mutate(seed, new Random(i));
      try {
        long memory = 0;
        for (Tensor tensor : reader.read(bytes).values()) {
          memory += tensor.nbytes();
          tensor.close();
        }
        assertThat(memory).as("bytes of tensors").isLessThanOrEqualTo(8L * seed.length);
      } catch (CheckpointException e) {
        refused++;
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError("file " + i + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
    assertThat(refused).as("refused of " + FILES).isBetween(FILES / 10, FILES - 1);
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      bytes = mutateOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutateOnce(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> {
        long size = SIZES[random.nextInt(SIZES.length)];
        for (int i = 0; i < 1 << random.nextInt(4) && at + i < copy.length; i++) {
          copy[at + i] = (byte) (size >>> 8 * i);
        }
      }
      case 3 -> {
        return splice(bytes, at, 0, word(random));
      }
      case 4 -> {
        byte[] word = word(random);
        return splice(bytes, at, Math.min(word.length, bytes.length - at), word);
      }
      case 5 -> {
        return splice(bytes, at, Math.min(random.nextInt(16), bytes.length - at), new byte[0]);
      }
      default -> {
        int length = Math.min(random.nextInt(64), bytes.length - at);
        byte[] part = ByteBuffer.allocate(length).put(bytes, at, length).array();
        return splice(bytes, random.nextInt(bytes.length), 0, part);
      }
    }
    return copy;
  }

  private static byte[] word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(inserted);
    out.write(bytes, at + removed, bytes.length - at - removed);
    return out.toByteArray();
  }
}
