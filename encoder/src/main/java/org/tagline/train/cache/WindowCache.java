package org.tagline.train.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.tagline.engine.WorkerPool;
import org.tagline.files.FolderLock;
import org.tagline.files.Folders;
import org.tagline.safetensors.FileBytes;
import org.tagline.text.Window;
import org.tagline.train.Example;
import org.tagline.train.TrainingListener;
import org.tagline.train.cache.CacheKey.WindowId;

/**
 * A file cache of the tensors that unchanged layers compute for windows, kept across epochs and
 * trainings.
 *
 * <p>The folder has two files: the numbers, and an index. A window enters the index only after its
 * numbers were forced to the disk, with a checksum that is compared at each read: numbers that a
 * killed process left incomplete or that were damaged later are computed again. So are those that
 * cannot be read or written, because a full disk must not stop a training. The folder may be
 * deleted when no training runs. Numbers are read by position into native memory, so the process
 * does not grow with the file and the operating system caches the pages that fit. Windows for which
 * there is no disk space are computed each time. {@link #get} is thread-safe; the other methods
 * must be called by one thread.
 */
public final class WindowCache implements AutoCloseable {
  /**
   * Bytes of an index record: id (16), position (8), rows (4), CRC-32C of the numbers (4), CRC-32
   * of the fields before (4). Records of older versions are shorter, so none of them is valid.
   */
  private static final int RECORD = 36;

  /** Windows computed in parallel before their numbers are written. */
  private static final int CHUNK_WINDOWS = 16;

  /** Bytes written before they are forced to the disk. */
  private static final long FORCE_EVERY_BYTES = 64L << 20;

  private final Path folder;
  private final boolean temporary;
  private final FolderLock lock;
  private final FileChannel index;
  private final FileChannel numbers;
  private final CacheSpace space;
  private final int width;
  private final ScalarType format;
  private final long rowBytes;
  private final Map<WindowId, Entry> entries = new HashMap<>();
  private final Map<WindowId, Entry> unforced = new LinkedHashMap<>();
  private long end;
  private long indexEnd;
  private long forced;
  private boolean full;

  private record Entry(long at, int rows, int sum) {}

  /** Computes the tensor of one window. */
  public interface Computation {
    /** Returns {@code [rows, width]}; the result must not depend on other windows. */
    Tensor rows(Window window);
  }

  private WindowCache(FolderLock lock, boolean temporary, int width, ScalarType format)
      throws IOException {
    this.folder = lock.folder();
    this.temporary = temporary;
    this.lock = lock;
    this.index = open(folder.resolve(CacheSpace.INDEX));
    this.width = width;
    this.format = format;
    this.rowBytes = (long) width * (format == ScalarType.Float ? 4 : 2);
    this.space = new CacheSpace(folder);
    this.numbers = open(folder.resolve("numbers.bin"));
    readIndex();
  }

  /**
   * Opens the cache with the given key. Without a place, or if the cache is already open, opens a
   * temporary one that is deleted on close.
   *
   * @param place the folder of all caches, or null
   * @param key name of the cache's folder, from {@link CacheKey}
   * @param width numbers per row
   * @param format number format of the stored tensors
   */
  public static WindowCache open(@Nullable Path place, String key, int width, ScalarType format)
      throws IOException {
    if (place != null) {
      Files.createDirectories(place);
      CacheSpace.sweep(place);
      Optional<FolderLock> lock = FolderLock.tryInside(place.resolve(key));
      if (lock.isPresent()) {
        Files.setLastModifiedTime(lock.get().folder(), FileTime.from(Instant.now()));
        return opened(lock.get(), /* temporary= */ false, width, format);
      }
    }
    Path folder =
        place == null
            ? Files.createTempDirectory("tagline-windows")
            : Files.createTempDirectory(place, CacheSpace.TEMPORARY);
    FolderLock lock = FolderLock.tryInside(folder).orElseThrow();
    return opened(lock, /* temporary= */ true, width, format);
  }

  private static WindowCache opened(
      FolderLock lock, boolean temporary, int width, ScalarType format) throws IOException {
    boolean opened = false;
    try {
      WindowCache cache = new WindowCache(lock, temporary, width, format);
      opened = true;
      return cache;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  /**
   * Computes and stores the examples' windows that are not cached yet, in parallel on the shared
   * workers.
   */
  public void fill(List<Example> examples, Computation computation, TrainingListener listener) {
    List<Window> windows =
        examples.stream().flatMap(example -> example.windows().stream()).toList();
    for (int from = 0; from < windows.size(); from += CHUNK_WINDOWS) {
      List<Window> chunk = windows.subList(from, Math.min(windows.size(), from + CHUNK_WINDOWS));
      Map<WindowId, Window> missing = new LinkedHashMap<>();
      chunk.forEach(window -> missing.put(CacheKey.of(window), window));
      missing.keySet().removeAll(entries.keySet());
      if (!full && !missing.isEmpty()) {
        List<Tensor> computed = computed(List.copyOf(missing.values()), computation);
        int i = 0;
        for (WindowId id : missing.keySet()) {
          store(id, computed.get(i++));
        }
        computed.forEach(Tensor::close);
      }
      for (int done = from + 1; done <= from + chunk.size(); done++) {
        listener.onWindowCached(done, windows.size());
      }
    }
    force();
  }

  /**
   * Returns a window's tensor, {@code [rows, width]} in the cache's number format, reading or
   * computing it. The innermost open scope owns it.
   */
  public Tensor get(Window window, Computation computation) {
    WindowId id = CacheKey.of(window);
    Entry entry = entry(id);
    if (entry != null) {
      Tensor rows = read(entry);
      if (rows != null) {
        return rows;
      }
      forget(id, entry);
    }
    Tensor rows = computed(List.of(window), computation).get(0);
    PointerScope scope = PointerScope.getInnerScope();
    if (scope != null) {
      scope.attach(rows);
      rows.releaseReference();
    }
    store(id, rows);
    return rows;
  }

  /**
   * Computes each window on one thread, so that its bits depend on the window alone. The caller
   * closes the tensors.
   */
  private List<Tensor> computed(List<Window> windows, Computation computation) {
    return WorkerPool.shared()
        .each(
            windows,
            window -> {
              try (PointerScope scope = new PointerScope()) {
                Tensor rows = computation.rows(window).detach().to(format).contiguous();
                rows.retainReference();
                return rows;
              }
            });
  }

  /** Returns a window's numbers, or null if they are damaged or cannot be read. */
  private @Nullable Tensor read(Entry entry) {
    long[] shape = {entry.rows(), width};
    Tensor rows = torch.zeros(shape, new TensorOptions(format));
    ByteBuffer buffer =
        new BytePointer(rows.data_ptr()).limit(entry.rows() * rowBytes).asByteBuffer();
    if (fill(buffer, entry.at()) && sum(buffer.flip()) == entry.sum()) {
      return rows;
    }
    rows.close();
    return null;
  }

  private boolean fill(ByteBuffer buffer, long from) {
    try {
      for (long at = from; buffer.hasRemaining(); ) {
        int read = numbers.read(buffer, at);
        if (read < 0) {
          return false;
        }
        at += read;
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int sum(ByteBuffer numbers) {
    CRC32C crc = new CRC32C();
    crc.update(numbers);
    return (int) crc.getValue();
  }

  private synchronized void forget(WindowId id, Entry damaged) {
    entries.remove(id, damaged);
    unforced.remove(id, damaged);
  }

  private synchronized @Nullable Entry entry(WindowId id) {
    return entries.get(id);
  }

  private synchronized void store(WindowId id, Tensor rows) {
    if (full || entries.containsKey(id)) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      long bytes = rows.nbytes();
      ByteBuffer buffer = new BytePointer(rows.data_ptr()).limit(bytes).asByteBuffer();
      int sum = sum(buffer.duplicate());
      for (long at = end; buffer.hasRemaining(); ) {
        at += numbers.write(buffer, at);
      }
      Entry entry = new Entry(end, Math.toIntExact(rows.size(0)), sum);
      end += bytes;
      entries.put(id, entry);
      unforced.put(id, entry);
      if (end - forced > FORCE_EVERY_BYTES) {
        force();
        full |= !space.makeRoom();
      }
    } catch (IOException diskFull) {
      full = true;
    }
  }

  /**
   * Forces the numbers to the disk, then adds their windows to the index. After a failure nothing
   * is written any more; the windows before stay valid.
   */
  private synchronized void force() {
    try {
      if (!full && !unforced.isEmpty()) {
        forceNumbersThenIndex();
      }
    } catch (IOException diskFull) {
      full = true;
    }
  }

  private void forceNumbersThenIndex() throws IOException {
    numbers.force(false);
    ByteBuffer records = ByteBuffer.allocate(RECORD * unforced.size());
    unforced.forEach(
        (id, entry) -> {
          int from = records.position();
          records.putLong(id.high()).putLong(id.low()).putLong(entry.at());
          records.putInt(entry.rows()).putInt(entry.sum());
          records.putInt(checksum(records.array(), from));
        });
    records.flip();
    long at = indexEnd;
    while (records.hasRemaining()) {
      at += index.write(records, at);
    }
    index.force(false);
    indexEnd = at;
    unforced.clear();
    forced = end;
  }

  private void readIndex() throws IOException {
    ByteBuffer records = ByteBuffer.allocate(Math.toIntExact(index.size() / RECORD * RECORD));
    FileBytes.read(folder.resolve(CacheSpace.INDEX), index, records, 0);
    records.flip();
    long size = numbers.size();
    int validBytes = 0;
    while (records.hasRemaining()) {
      int sum = checksum(records.array(), records.position());
      WindowId id = new WindowId(records.getLong(), records.getLong());
      Entry entry = new Entry(records.getLong(), records.getInt(), records.getInt());
      long after = entry.at() + entry.rows() * rowBytes;
      if (records.getInt() != sum || entry.at() < 0 || entry.rows() < 1 || after > size) {
        break;
      }
      entries.put(id, entry);
      end = Math.max(end, after);
      validBytes += RECORD;
    }
    index.truncate(validBytes);
    numbers.truncate(end);
    indexEnd = validBytes;
    forced = end;
  }

  private static int checksum(byte[] records, int from) {
    CRC32 crc = new CRC32();
    crc.update(records, from, RECORD - Integer.BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    try (lock;
        index;
        numbers) {
      if (temporary) {
        Folders.delete(folder);
      } else {
        force();
      }
    }
  }
}
