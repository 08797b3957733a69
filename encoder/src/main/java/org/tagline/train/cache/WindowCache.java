package org.tagline.train.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.tagline.engine.WorkerPool;
import org.tagline.files.Folders;
import org.tagline.text.Window;
import org.tagline.train.Example;
import org.tagline.train.TrainingListener;
import org.tagline.train.cache.CacheKey.WindowId;

/**
 * A file cache of the tensors that unchanged layers compute for windows, kept across epochs and
 * trainings.
 *
 * <p>The folder has two files: the numbers, and an index. A window enters the index only after its
 * numbers were forced to the disk, so data that a killed process left incomplete is never read. The
 * folder may be deleted when no training runs. Numbers are read by position into native memory, so
 * the process does not grow with the file and the operating system caches the pages that fit.
 * Windows for which there is no disk space are computed each time. {@link #get} is thread-safe; the
 * other methods must be called by one thread.
 */
public final class WindowCache implements AutoCloseable {
  /** Bytes of an index record: id (16), position (8), rows (4), CRC-32 of the fields before (4). */
  private static final int RECORD = 32;

  /** Windows computed in parallel before their numbers are written. */
  private static final int CHUNK_WINDOWS = 16;

  /** Bytes written before they are forced to the disk. */
  private static final long FORCE_EVERY_BYTES = 64L << 20;

  private final Path folder;
  private final boolean temporary;
  private final FileChannel index;
  private final FileChannel numbers;
  private final CacheSpace space;
  private final int width;
  private final ScalarType format;
  private final long rowBytes;
  private final Map<WindowId, Entry> entries = new HashMap<>();
  private final Map<WindowId, Entry> unforced = new LinkedHashMap<>();
  private long end;
  private long forced;
  private boolean full;

  private record Entry(long at, int rows) {}

  /** Computes the tensor of one window. */
  public interface Computation {
    /** Returns {@code [rows, width]}; the result must not depend on other windows. */
    Tensor rows(Window window);
  }

  private WindowCache(
      Path folder, boolean temporary, FileChannel index, int width, ScalarType format)
      throws IOException {
    this.folder = folder;
    this.temporary = temporary;
    this.index = index;
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
      Path folder = Files.createDirectories(place.resolve(key));
      CacheSpace.sweep(place);
      FileChannel index = open(folder.resolve(CacheSpace.INDEX));
      if (locked(index)) {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        return new WindowCache(folder, false, index, width, format);
      }
      index.close();
    }
    Path folder =
        place == null
            ? Files.createTempDirectory("tagline-windows")
            : Files.createTempDirectory(place, CacheSpace.TEMPORARY);
    FileChannel index = open(folder.resolve(CacheSpace.INDEX));
    index.lock();
    return new WindowCache(folder, true, index, width, format);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static boolean locked(FileChannel index) throws IOException {
    try {
      return index.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /**
   * Computes and stores the examples' windows that are not cached yet, in parallel on the shared
   * workers.
   */
  public void fill(List<Example> examples, Computation computation, TrainingListener listener)
      throws IOException {
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
    try {
      WindowId id = CacheKey.of(window);
      Entry entry = entry(id);
      if (entry != null) {
        return read(entry);
      }
      Tensor rows = computed(List.of(window), computation).get(0);
      PointerScope scope = PointerScope.getInnerScope();
      if (scope != null) {
        scope.attach(rows);
        rows.releaseReference();
      }
      store(id, rows);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Tensor read(Entry entry) throws IOException {
    long[] shape = {entry.rows(), width};
    Tensor rows = torch.zeros(shape, new TensorOptions(format));
    ByteBuffer buffer =
        new BytePointer(rows.data_ptr()).limit(entry.rows() * rowBytes).asByteBuffer();
    long at = entry.at();
    while (buffer.hasRemaining()) {
      int read = numbers.read(buffer, at);
      if (read < 0) {
        throw new IOException(
            folder
                + " was truncated while it was being read; delete it and train again with --resume");
      }
      at += read;
    }
    return rows;
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
      for (long at = end; buffer.hasRemaining(); ) {
        at += numbers.write(buffer, at);
      }
      Entry entry = new Entry(end, Math.toIntExact(rows.size(0)));
      end += bytes;
      entries.put(id, entry);
      unforced.put(id, entry);
      if (end - forced > FORCE_EVERY_BYTES) {
        force();
        full = !space.makeRoom();
      }
    } catch (IOException diskFull) {
      full = true;
    }
  }

  /** Forces the numbers to the disk, then adds their windows to the index. */
  private void force() throws IOException {
    numbers.force(false);
    ByteBuffer records = ByteBuffer.allocate(RECORD * unforced.size());
    unforced.forEach(
        (id, entry) -> {
          int from = records.position();
          records.putLong(id.high()).putLong(id.low()).putLong(entry.at()).putInt(entry.rows());
          records.putInt(checksum(records.array(), from));
        });
    records.flip();
    for (long at = index.size(); records.hasRemaining(); ) {
      at += index.write(records, at);
    }
    index.force(false);
    unforced.clear();
    forced = end;
  }

  private void readIndex() throws IOException {
    ByteBuffer records = ByteBuffer.allocate(Math.toIntExact(index.size() / RECORD * RECORD));
    for (long at = 0; records.hasRemaining(); ) {
      at += index.read(records, at);
    }
    records.flip();
    long size = numbers.size();
    int validBytes = 0;
    while (records.hasRemaining()) {
      int sum = checksum(records.array(), records.position());
      WindowId id = new WindowId(records.getLong(), records.getLong());
      Entry entry = new Entry(records.getLong(), records.getInt());
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
    forced = end;
  }

  private static int checksum(byte[] records, int from) {
    CRC32 crc = new CRC32();
    crc.update(records, from, RECORD - Integer.BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    try (index;
        numbers) {
      if (!temporary) {
        force();
      }
    }
    if (temporary) {
      Folders.delete(folder);
    }
  }
}
