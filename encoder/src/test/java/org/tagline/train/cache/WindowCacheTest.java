package org.tagline.train.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.engine.Engine;
import org.tagline.files.LockingProcess;
import org.tagline.files.fault.FaultRounds;
import org.tagline.text.Window;
import org.tagline.train.ReferenceCase;

class WindowCacheTest {
  @TempDir Path place;

  private final List<Window> computed = new ArrayList<>();

  @BeforeAll
  static void start() {
    Engine.start();
  }

  @Test
  void aSecondTrainingReadsWhatTheFirstComputed() throws IOException {
    try (WindowCache cache = open()) {
      assertThat(get(cache, 5)).containsExactly(5, 5.5f);
      assertThat(get(cache, 7)).containsExactly(7, 7.5f);
    }
    computed.clear();

    try (WindowCache cache = open()) {
      assertThat(get(cache, 7)).containsExactly(7, 7.5f);
      assertThat(get(cache, 5)).containsExactly(5, 5.5f);
    }

    assertThat(computed).isEmpty();
  }

  @Test
  void truncatedEntriesAreComputedAgain() throws IOException {
    try (WindowCache cache = open()) {
      get(cache, 5);
      get(cache, 7);
    }
    for (int cut : new int[] {1, 9, 31, 33}) {
      shorten("index.bin", cut);
      assertReadable(5, 7);
    }
    for (int cut : new int[] {1, 8, 12}) {
      shorten("numbers.bin", cut);
      assertReadable(5, 7);
    }
  }

  @Test
  void aDamagedIndexRecordIsIgnored() throws IOException {
    try (WindowCache cache = open()) {
      get(cache, 5);
      get(cache, 7);
    }
    try (RandomAccessFile index = new RandomAccessFile(file("index.bin").toFile(), "rw")) {
      index.seek(19);
      index.write(0x55);
    }
    computed.clear();

    assertReadable(5, 7);

    assertThat(computed).hasSize(2);
  }

  @Test
  void aDamagedEntryIsComputedAgain() throws IOException {
    try (WindowCache cache = open()) {
      get(cache, 5);
      get(cache, 7);
    }
    byte[] numbers = Files.readAllBytes(file("numbers.bin"));
    assertThat(numbers).hasSize(16);
    for (int damaged = 0; damaged < numbers.length; damaged++) {
      byte[] bytes = Files.readAllBytes(file("numbers.bin"));
      bytes[damaged] ^= 1;
      Files.write(file("numbers.bin"), bytes);
      assertReadable(5, 7);
    }
    computed.clear();
    assertReadable(5, 7);
    assertThat(computed).as("the repaired entries are kept").isEmpty();
  }

  @Test
  void anEntryThatIsDamagedWhileTheCacheIsOpenIsComputedAgain() throws IOException {
    try (WindowCache cache = open()) {
      get(cache, 5);
      Files.write(file("numbers.bin"), new byte[8]);
      assertThat(get(cache, 5)).containsExactly(5, 5.5f);
      Files.write(file("numbers.bin"), new byte[0]);
      assertThat(get(cache, 5)).containsExactly(5, 5.5f);
    }
    assertReadable(5);
  }

  @Test
  void theCacheOfAnOlderVersionIsComputedAgain() throws IOException {
    Files.createDirectory(place.resolve("key"));
    ByteBuffer record = ByteBuffer.allocate(64);
    Window window = new Window(new int[] {5}, new int[1], new int[1], new int[1]);
    for (int entry = 0; entry < 2; entry++) {
      CacheKey.WindowId id = CacheKey.of(window);
      record.putLong(id.high()).putLong(id.low()).putLong(0).putInt(1);
      CRC32 crc = new CRC32();
      crc.update(record.array(), 32 * entry, 28);
      record.putInt((int) crc.getValue());
    }
    Files.write(file("index.bin"), record.array());
    Files.write(file("numbers.bin"), new byte[8]);

    assertReadable(5);

    assertThat(computed).hasSize(1);
    assertThat(file("numbers.bin")).as("the old numbers are gone").hasSize(8);
  }

  @Test
  void anotherProcessCannotOpenACacheThatThisOneTriedToOpenTwice() throws Exception {
    try (WindowCache first = open()) {
      open().close();
      Process other = LockingProcess.start(place.resolve("key"), "inside");
      assertThat(other.waitFor()).isEqualTo(LockingProcess.REFUSED);
      assertThat(get(first, 5)).containsExactly(5, 5.5f);
    }
  }

  @Test
  void afterAnyFaultTheNumbersAreRight() throws Exception {
    FaultRounds.of("window cache", place)
        .keeping(".*/key/(lock|.*\\.bin)")
        .prepare(
            folder -> {
              try (WindowCache cache = WindowCache.open(folder, "key", 2, ScalarType.Float)) {
                get(cache, 5);
              }
            })
        .check(
            (folder, acknowledged) -> {
              try (WindowCache cache = WindowCache.open(folder, "key", 2, ScalarType.Float)) {
                for (int token : new int[] {5, 7, 9}) {
                  assertThat(get(cache, token)).containsExactly(token, token + 0.5f);
                }
              }
            })
        .run(
            folder -> {
              try (WindowCache cache = WindowCache.open(folder, "key", 2, ScalarType.Float)) {
                for (int token : new int[] {5, 7, 9, 7}) {
                  assertThat(get(cache, token)).containsExactly(token, token + 0.5f);
                }
              }
            });
  }

  @Test
  void anOpenCacheIsNotShared() throws IOException {
    try (WindowCache first = open();
        WindowCache second = open()) {
      assertThat(get(first, 5)).containsExactly(5, 5.5f);
      assertThat(get(second, 5)).containsExactly(5, 5.5f);
      assertThat(get(second, 5)).containsExactly(5, 5.5f);
      assertThat(computed).hasSize(2);
    }
    assertThat(folders()).as("the second, temporary cache is deleted").hasSize(1);
  }

  @Test
  void temporaryCachesOfKilledProcessesAreDeleted() throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Path killed = Files.createDirectory(place.resolve("once-killed"));
    Files.write(killed.resolve("index.bin"), new byte[32]);
    Files.write(killed.resolve("numbers.bin"), new byte[64]);
    Files.setLastModifiedTime(killed, longAgo);
    try (WindowCache first = open();
        WindowCache second = open()) {
      assertThat(killed).doesNotExist();
      assertThat(get(second, 5)).containsExactly(5, 5.5f);
      for (Path folder : folders()) {
        Files.setLastModifiedTime(folder, longAgo);
      }

      try (WindowCache third = open()) {
        assertThat(get(first, 5)).containsExactly(5, 5.5f);
        assertThat(get(third, 5)).containsExactly(5, 5.5f);
        assertThat(folders()).as("caches of running processes stay").hasSize(3);
      }
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(place)) {
      return folders.toList();
    }
  }

  private void assertReadable(int... tokens) throws IOException {
    for (int again = 0; again < 2; again++) {
      try (WindowCache cache = open()) {
        for (int token : tokens) {
          assertThat(get(cache, token)).containsExactly(token, token + 0.5f);
        }
      }
    }
  }

  private WindowCache open() throws IOException {
    return WindowCache.open(place, "key", 2, ScalarType.Float);
  }

  private float[] get(WindowCache cache, int token) {
    try (PointerScope scope = new PointerScope()) {
      int[] zero = {0};
      Window window = new Window(new int[] {token}, zero, zero, zero);
      return ReferenceCase.values(cache.get(window, this::compute));
    }
  }

  private Tensor compute(Window window) {
    computed.add(window);
    int token = window.ids()[0];
    return Tensor.create(new float[] {token, token + 0.5f}, 1, 2);
  }

  private void shorten(String name, int bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "rw")) {
      file.setLength(file.length() - bytes);
    }
  }

  private Path file(String name) {
    return place.resolve("key").resolve(name);
  }
}
