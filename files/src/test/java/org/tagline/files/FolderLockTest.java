package org.tagline.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.fault.Faults;
import org.tagline.files.fault.FaultyFileSystem;

class FolderLockTest {
  @TempDir Path place;

  @Test
  void anotherThreadIsRefusedWithTheSentence() throws IOException {
    Path folder = place.resolve("a");
    try (FolderLock lock = FolderLock.take(folder, "first")) {
      assertThat(lock.folder()).isEqualTo(folder);
      assertThatThrownBy(() -> FolderLock.take(folder, "a training is running"))
          .isInstanceOf(IOException.class)
          .hasMessage("a training is running");
    }
    FolderLock.take(folder, "free again").close();
    assertThat(place).isEmptyDirectory();
  }

  /** A POSIX lock ends when any channel of the file is closed, also one that was refused. */
  @Test
  void anotherProcessIsRefusedEvenAfterARefusalInThisProcess() throws Exception {
    Path folder = place.resolve("a");
    try (FolderLock lock = FolderLock.take(folder, "first")) {
      assertThat(FolderLock.tryTake(folder)).isEmpty();
      assertThat(LockingProcess.start(folder).waitFor()).isEqualTo(LockingProcess.REFUSED);
      assertThat(lock.folder()).isEqualTo(folder);
    }
    assertThat(LockingProcess.start(folder).waitFor()).isEqualTo(LockingProcess.LOCKED);
  }

  @Test
  void theLockOfAKilledProcessIsFree() throws Exception {
    Path folder = place.resolve("a");
    Process process = LockingProcess.start(folder, "stay");
    while (process.getInputStream().read() != '\n') {}
    assertThat(FolderLock.tryTake(folder)).isEmpty();

    process.destroyForcibly().waitFor();

    FolderLock.take(folder, "still held").close();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void threadsThatTakeAndReleaseNeverHoldItTogether() throws Exception {
    Path folder = place.resolve("a");
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      all.add(
          threads.submit(
              () -> {
                for (int round = 0; round < 200; round++) {
                  Optional<FolderLock> lock = FolderLock.tryTake(folder);
                  if (lock.isPresent()) {
                    assertThat(holders.incrementAndGet()).isEqualTo(1);
                    taken.incrementAndGet();
                    holders.decrementAndGet();
                    lock.get().close();
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get(1, TimeUnit.MINUTES);
    }
    threads.shutdown();
    assertThat(taken.get()).isPositive();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void aDeletedLockFileIsNoticed() throws IOException {
    Path folder = place.resolve("a");
    try (FolderLock lock = FolderLock.take(folder, "first")) {
      Files.delete(place.resolve(".a.tagline-lock"));
      assertThat(FolderLock.tryTake(folder)).as("this process remembers").isEmpty();
      assertThat(lock.folder()).isEqualTo(folder);
    }
  }

  @Test
  void aFileSystemWithoutLocksIsRefusedWithASentence() throws IOException {
    FaultyFileSystem system = FaultyFileSystem.create();
    Path folder = system.path(place).resolve("a");
    system.faults().arm(place, Faults.Mode.COUNT, 0);
    FolderLock.take(folder, "held").close();
    long locking = system.faults().log().indexOf("LOCK .a.tagline-lock") + 1;

    system.faults().arm(place, Faults.Mode.FAIL, locking);

    assertThatThrownBy(() -> FolderLock.take(folder, "held"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no file locks")
        .hasMessageContaining("choose a folder on another disk");
  }
}
