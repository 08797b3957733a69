package org.tagline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.engine.Engine;
import org.tagline.safetensors.CheckpointException;

class TorchFileTest {
  private static final Path HOSTILE = Path.of("src/test/resources/reference/hostile-bin");

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  @BeforeEach
  void place() {
    file = folder.resolve("pytorch_model.bin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "zip.bin"})
  void aPickleThatCallsAFunctionIsRefusedAndNothingRuns(String hostile) {
    assertThatThrownBy(() -> TorchFile.open(HOSTILE.resolve(hostile)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(hostile, "posix.system", "was not run");
    assertThat(Path.of("PWNED")).doesNotExist();
    assertThat(HOSTILE.resolve("PWNED")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtins eval",
        "torch.storage _load_from_bytes",
        "torch FakeStorage",
        "torch._utils _rebuild_tensor_v2.__globals__"
      })
  void unknownNamesAreRefused(String global) throws IOException {
    byte[] pickle = new TorchWriter.Opcodes().global(global).raw(")R").end();
    TorchWriter.zip(file, pickle, Map.of());

    assertThatThrownBy(() -> TorchFile.open(file))
        .hasMessageContainingAll(file.toString(), global.replace(' ', '.'));
  }

  @Test
  void aTextPickleIsRefused() throws IOException {
    Files.writeString(file, "cposix\nsystem\n(S'touch PWNED'\ntR.");

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("posix.system");
  }

  @Test
  void viewsOfOneStorageBecomeSeparateTensors() throws IOException {
    Tensor storage = Tensor.create(new float[] {0, 1, 2, 3, 4, 5}, 6);
    byte[] pickle =
        new TorchWriter.Opcodes()
            .raw("}(")
            .text("rows")
            .tensor("0", "FloatStorage", 6, 0, new long[] {2, 3}, new long[] {3, 1})
            .text("transposed")
            .tensor("0", "FloatStorage", 6, 0, new long[] {3, 2}, new long[] {1, 3})
            .text("last")
            .tensor("0", "FloatStorage", 6, 4, new long[] {2}, new long[] {1})
            .raw("u")
            .end();
    TorchWriter.zip(file, pickle, Map.of("storage", storage));

    Map<String, Tensor> tensors = read();

    assertThat(values(tensors, "rows")).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(values(tensors, "transposed")).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(values(tensors, "last")).containsExactly(4, 5);
    assertThat(tensor(tensors, "transposed").shape()).containsExactly(3, 2);
  }

  @Test
  void otherFloatingPointTypesBecomeFloat32() throws IOException {
    Tensor exact = Tensor.create(new float[] {0.5f, -2, 1024}, 3);
    Map<String, Tensor> written = new LinkedHashMap<>();
    written.put("half", exact.to(ScalarType.Half));
    written.put("bfloat", exact.to(ScalarType.BFloat16));
    written.put("double", exact.to(ScalarType.Double));
    TorchWriter.legacy(file, written);

    Map<String, Tensor> tensors = read();

    for (String name : written.keySet()) {
      assertThat(values(tensors, name)).as(name).containsExactly(0.5f, -2, 1024);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 1000, 1L << 40})
  void aViewBeyondItsStorageIsRefused(long stride) throws IOException {
    byte[] pickle = one(6, new long[] {2, 3}, new long[] {stride, 1});
    TorchWriter.zip(file, pickle, Map.of("storage", Tensor.create(new float[6], 6)));

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("reaches outside");
  }

  @Test
  void aTensorLargerThanItsStorageIsRefusedBeforeAllocation() throws IOException {
    byte[] pickle = one(1, new long[] {1L << 40}, new long[] {0});
    TorchWriter.zip(file, pickle, Map.of("storage", Tensor.create(new float[1], 1)));

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("reaches outside");
  }

  @Test
  void aStorageThatDoesNotHaveItsDeclaredSizeIsRefused() throws IOException {
    byte[] pickle = one(1L << 40, new long[] {1L << 40}, new long[] {1});
    Map<String, Tensor> storage = Map.of("storage", Tensor.create(new float[4], 4));
    TorchWriter.zip(file, pickle, storage);
    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("has 16 bytes");
    TorchWriter.legacy(file, pickle, storage);
    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("has 4 numbers");
  }

  @Test
  void nanIsRefused() throws IOException {
    TorchWriter.zip(file, Map.of("w", Tensor.create(new float[] {1, Float.NaN}, 2)));

    assertThatThrownBy(this::read).hasMessageContainingAll("w holds NaN", file.toString());
  }

  @Test
  void aTruncatedFileIsRefusedAtAnyLength() throws IOException {
    Map<String, Tensor> tensors = Map.of("w", Tensor.create(new float[40], 40));
    TorchWriter.legacy(file, tensors);
    assertTruncationsAreRefused();
    TorchWriter.zip(file, tensors);
    assertTruncationsAreRefused();
  }

  private void assertTruncationsAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TorchFile.open(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aFlippedBitInTheDataOfAZipIsDetected() throws IOException {
    TorchWriter.zip(file, Map.of("w", Tensor.create(new float[] {1, 2, 3, 4}, 4)));
    byte[] bytes = Files.readAllBytes(file);
    int three = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\0\u0040\u0040");
    bytes[three + 1] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::read).hasMessageContaining("w is damaged");
  }

  @Test
  void aCompressedEntryIsRefused() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[1 << 20]);
    }

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("compressed");
  }

  @Test
  void anEntryLargerThanTheFileIsRefused() throws IOException {
    TorchWriter.zip(file, Map.of("w", Tensor.create(new float[4], 4)));
    byte[] bytes = Files.readAllBytes(file);
    int central = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    for (int i = 20; i < 28; i++) {
      bytes[central + i] = 0x7F;
    }
    Files.write(file, bytes);

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("lies outside");
  }

  @Test
  void aDuplicateZipEntryIsRefused() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i <= 10; i++) {
      tensors.put("w" + i, Tensor.create(new float[4], 4));
    }
    TorchWriter.zip(file, tensors);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String twice = text.replace("archive/version", "archive/data/10");
    Files.writeString(file, twice, StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("archive/data/10 twice");
  }

  @Test
  void aGitLfsPointerIsRefusedWithAdvice() throws IOException {
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("git lfs pull");
  }

  @Test
  void anotherKindOfFileIsRefused() throws IOException {
    Files.writeString(file, "<html>not found</html>");

    assertThatThrownBy(() -> TorchFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aDictionaryThatContainsItselfIsRefused() throws IOException {
    byte[] itself = new TorchWriter.Opcodes().raw("}q\0").text("self").raw("h\0s").end();
    TorchWriter.zip(file, itself, Map.of());
    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("holds no tensors");
    byte[] asKey = new TorchWriter.Opcodes().raw("}q\0h\0h\0s").end();
    TorchWriter.zip(file, asKey, Map.of());
    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("is damaged");
  }

  private static byte[] one(long elements, long[] shape, long[] strides) {
    return new TorchWriter.Opcodes()
        .raw("}")
        .text("w")
        .tensor("0", "FloatStorage", elements, 0, shape, strides)
        .raw("s")
        .end();
  }

  private Map<String, Tensor> read() throws IOException {
    try (TorchFile open = TorchFile.open(file)) {
      return open.tensors();
    }
  }

  private static float[] values(Map<String, Tensor> tensors, String name) {
    float[] values = new float[(int) tensor(tensors, name).numel()];
    tensor(tensors, name).data_ptr_float().get(values);
    return values;
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    assertThat(tensor).as(name).isNotNull();
    return Objects.requireNonNull(tensor);
  }
}
