package org.tagline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagline.engine.Engine;
import org.tagline.safetensors.CheckpointException;

class SafetensorsTest {
  private static final String ONE =
      "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}".replace('\'', '"');

  @TempDir Path folder;

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  @Test
  void tensorsAndMetadataAreReadAsWritten() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Map<String, Tensor> written = new LinkedHashMap<>();
    written.put("matrix", Tensor.create(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    written.put("empty", Tensor.create(new float[0], 0, 3));
    written.put("ids", Tensor.create(new long[] {1, -1}, 2));
    Safetensors.write(file, written, Map.of("format", "pt"));

    Map<String, Tensor> read = Safetensors.read(file);

    assertThat(Safetensors.metadata(file)).containsExactly(Map.entry("format", "pt"));
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(written.keySet());
    written.forEach(
        (name, tensor) -> {
          assertThat(read.get(name)).isNotNull();
          assertThat(tensor.equal(read.getOrDefault(name, tensor))).as(name).isTrue();
        });
  }

  @Test
  void halfPrecisionBecomesFloat32() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Tensor exact = Tensor.create(new float[] {0.5f, -2, 1024}, 3);
    Safetensors.write(
        file, Map.of("h", exact.to(ScalarType.Half), "b", exact.to(ScalarType.BFloat16)), Map.of());

    Safetensors.read(file).forEach((name, read) -> assertThat(read.equal(exact)).isTrue());
  }

  /**
   * Headers (with ' instead of "), the number of data bytes after them, and a part of the message.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 7 | truncated
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 9 | has
          {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | 8 | shape needs 12
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 8 | shape needs 8
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 12 | follows a gap
          {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 8 | impossible
          {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | 8 | impossible
          {'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | 8 | impossible
          {'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | 8 | impossible
          {'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,8]}} | 8 | impossible
          {'a':{'dtype':'F32','shape':[0,4611686018427387904],'data_offsets':[0,0]}} | 0 | impossible
          {'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | 8 | impossible
          {'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}} | 8 | F31
          {'a':{'dtype':'F32','shape':[2]}} | 8 | lacks
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,16]}} | 8 | lacks
          {'a':[]} | 8 | not supported
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | Duplicate
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | 6 | overlaps
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {} | 8 | after the JSON
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | 8 | not valid JSON
          ['a'] | 8 | not JSON
          """)
  void anInconsistentFileIsRefused(String header, int dataBytes, String says) throws IOException {
    Path file = write(header.strip().replace('\'', '"'), new byte[dataBytes]);

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), says);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "100000001", "9223372036854775807"})
  void anImpossibleHeaderSizeIsRefused(long size) throws IOException {
    Path file = folder.resolve("model.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putLong(size);
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContainingAll(file.toString(), "claims a header of");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void valuesThatAreNotFiniteAreRefused(float value) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, value);
    Path file = write(ONE, data.array());

    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("a holds NaN");
  }

  @Test
  void aDeeplyNestedHeaderIsRefused() throws IOException {
    Path file = write("{\"a\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}", new byte[0]);

    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class);
  }

  @Test
  void aGitLfsPointerIsRefusedWithAdvice() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("git lfs pull");
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    Path file = folder.resolve("model.safetensors");
    Files.write(file, bytes.array());
    return file;
  }
}
