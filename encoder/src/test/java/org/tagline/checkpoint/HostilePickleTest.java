package org.tagline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.checkpoint.TorchWriter.Opcodes;
import org.tagline.engine.Engine;
import org.tagline.files.SmallHeap;

/** Checks that a pickle cannot build much more than its own size. */
class HostilePickleTest {
  @TempDir Path folder;

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  /** Opens a PyTorch file without reading its tensors. */
  public static final class Opening implements SmallHeap.Reader {
    @Override
    public void read(Path file) throws IOException {
      TorchFile.open(file).close();
    }
  }

  @Test
  void aPickleThatBuildsMoreThanTensorsNeedIsRefusedWithinASmallHeap() throws Exception {
    // A file of 135 kB with a list of 2,000 pairs and 20,000 dictionaries of it.
    Opcodes dictionaries = one().raw("0](");
    for (int i = 0; i < 2_000; i++) {
      dictionaries.text("k" + i).raw("K\1\u0086");
    }
    write("dictionaries", dictionaries.raw("eq\2" + "h\0h\2\u0085R".repeat(20_000)));
    write("lists", one().raw("0](" + "h\1".repeat(1_000_000) + "e"));
    write("containers", one().raw("}".repeat(3_000_000)));
    write("lists-in-lists", one().raw("](]e".repeat(800_000)));
    write("memo", one().raw("}\u0094".repeat(1_500_000)));
    write("duplicates", one().raw("h\1".repeat(1_500_000)));
    write("tuples", one().raw("\u0085".repeat(3_000_000)));
    write("marks", one().raw("(".repeat(3_000_000)));
    write("long-numbers", one().raw(("\u008a\u00ff" + "\u0001".repeat(255)).repeat(60_000)));
    write("small-numbers", one().raw("M\u00ff\u00ff".repeat(1_200_000)));
    byte[] shapes =
        new Opcodes()
            .global("torch._utils _rebuild_tensor_v2")
            .raw("q\0(")
            .storage("0", "FloatStorage", 1)
            .number(0)
            .numbers(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
            .numbers(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
            .raw("tq\1" + "h\0h\1R".repeat(300_000))
            .end();
    TorchWriter.zip(folder.resolve("shapes"), shapes, Map.of());

    Map<String, String> ends = SmallHeap.read(Opening.class, folder);

    assertThat(ends).hasSize(11);
    ends.forEach(
        (name, end) ->
            assertThat(end)
                .as(name)
                .startsWith(folder.resolve(name) + ": ")
                .matches(".*: (builds far more|nests its objects|is damaged|holds no).*"));
    assertThat(ends.get("dictionaries")).contains("builds far more objects than tensors need");
  }

  @Test
  void aFileOfThousandsOfTensorsIsRead() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 3_000; i++) {
      tensors.put("encoder.layer." + i + ".weight", Tensor.create(new float[] {i}, 1));
    }
    Path file = folder.resolve("many");

    assertThatCode(
            () -> {
              TorchWriter.legacy(file, tensors);
              try (TorchFile open = TorchFile.open(file)) {
                assertThat(open.names()).hasSize(3_000);
              }
              TorchWriter.zip(folder.resolve("zip"), tensors);
              try (TorchFile open = TorchFile.open(folder.resolve("zip"))) {
                assertThat(open.names()).hasSize(3_000);
              }
            })
        .doesNotThrowAnyException();
  }

  /** Begins a pickle with the dictionary's constructor as memo 0 and a pair as memo 1. */
  private static Opcodes one() {
    return new Opcodes().global("collections OrderedDict").raw("q\0").text("w").raw("K\1\u0086q\1");
  }

  private void write(String name, Opcodes pickle) throws IOException {
    TorchWriter.zip(folder.resolve(name), pickle.end(), Map.of());
  }
}
