package org.tagline.train.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.engine.Engine;
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
