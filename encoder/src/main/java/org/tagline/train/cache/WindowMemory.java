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
import org.tagline.text.Window;
import org.tagline.train.Example;
import org.tagline.train.TrainingListener;
import org.tagline.train.cache.MemoryKey.WindowId;

/**
 * What an encoder that does not change computes of windows, kept in a file from one epoch and one
 * training to the next.
 *
 * <p>A folder with two files: the numbers, and an index that names a window only after its numbers
 * are on the disk, so that what a killed process left half-written is never read. Both may be
 * deleted whenever no training runs. Numbers are read by position into native memory, so the
 * process does not grow with the file; the system keeps in its page cache what fits. What finds no
 * room is computed each time. {@link #get} may be called by several threads at once, the rest by
 * one.
 */
public final class WindowMemory implements AutoCloseable {
  /** Id (16 bytes), where (8), rows (4), CRC-32 of those (4). */
  private static final int RECORD = 32;

  /** Windows computed before their numbers are written. */
  private static final int AT_ONCE = 16;

  /** So much is written before the disk is asked to hold it. */
  private static final long FORCED_AT = 64L << 20;

  private final Path folder;
  private final boolean deletedAtEnd;
  private final FileChannel index;
  private final FileChannel numbers;
  private final MemoryRoom room;
  private final int width;
  private final ScalarType format;
  private final long rowBytes;
  private final Map<WindowId, Entry> known = new HashMap<>();
  private final Map<WindowId, Entry> unforced = new LinkedHashMap<>();
  private long end;
  private long forced;
  private boolean full;

  private record Entry(long at, int rows) {}

  /** Computes a window's rows, {@code [rows, width]}, alone. */
  public interface Computation {
    Tensor rows(Window window);
  }

  private WindowMemory(
      Path folder, boolean deletedAtEnd, FileChannel index, int width, ScalarType format)
      throws IOException {
    this.folder = folder;
    this.deletedAtEnd = deletedAtEnd;
    this.index = index;
    this.width = width;
    this.format = format;
    this.rowBytes = (long) width * (format == ScalarType.Float ? 4 : 2);
    this.room = new MemoryRoom(folder);
    this.numbers = open(folder.resolve("numbers.bin"));
    readIndex();
  }

  /**
   * Opens the memory of that key, or one that is forgotten at the end where another process has it
   * open or no place is given.
   *
   * @param width numbers in a row
   */
  public static WindowMemory open(@Nullable Path place, String key, int width, ScalarType format)
      throws IOException {
    if (place != null) {
      Path folder = Files.createDirectories(place.resolve(key));
      MemoryRoom.sweep(place);
      FileChannel index = open(folder.resolve(MemoryRoom.INDEX));
      if (locked(index)) {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        return new WindowMemory(folder, false, index, width, format);
      }
      index.close();
    }
    Path folder =
        place == null
            ? Files.createTempDirectory("tagline-windows")
            : Files.createTempDirectory(place, MemoryRoom.ONCE);
    FileChannel index = open(folder.resolve(MemoryRoom.INDEX));
    index.lock();
    return new WindowMemory(folder, true, index, width, format);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static boolean locked(FileChannel index) throws IOException {
    try {
      return index.tryLock() != null;
    } catch (OverlappingFileLockException openInThisProcess) {
      return false;
    }
  }

  /**
   * Computes what is not yet known of the films' windows, as many side by side as there are
   * workers.
   */
  public void fill(List<Example> films, Computation computation, TrainingListener listener)
      throws IOException {
    List<Window> windows = films.stream().flatMap(film -> film.windows().stream()).toList();
    for (int from = 0; from < windows.size(); from += AT_ONCE) {
      List<Window> some = windows.subList(from, Math.min(windows.size(), from + AT_ONCE));
      Map<WindowId, Window> missing = new LinkedHashMap<>();
      some.forEach(window -> missing.put(MemoryKey.of(window), window));
      missing.keySet().removeAll(known.keySet());
      if (!full && !missing.isEmpty()) {
        List<Tensor> computed = computed(List.copyOf(missing.values()), computation);
        int i = 0;
        for (WindowId id : missing.keySet()) {
          remember(id, computed.get(i++));
        }
        computed.forEach(Tensor::close);
      }
      for (int done = from + 1; done <= from + some.size(); done++) {
        listener.onRemembered(done, windows.size());
      }
    }
    force();
  }

  /** A window's rows, {@code [rows, width]} in this memory's format; owned by the open scope. */
  public Tensor get(Window window, Computation computation) {
    try {
      WindowId id = MemoryKey.of(window);
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
      remember(id, rows);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Each on one thread, so that its bits depend on nothing but the window; the caller's to close.
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
            folder + " was cut while it was read; delete it and train again with --resume");
      }
      at += read;
    }
    return rows;
  }

  private synchronized @Nullable Entry entry(WindowId id) {
    return known.get(id);
  }

  private synchronized void remember(WindowId id, Tensor rows) {
    if (full || known.containsKey(id)) {
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
      known.put(id, entry);
      unforced.put(id, entry);
      if (end - forced > FORCED_AT) {
        force();
        full = !room.isLeft();
      }
    } catch (IOException diskFull) {
      full = true;
    }
  }

  /** First the numbers, then the names of what is whole. */
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
    int whole = 0;
    while (records.hasRemaining()) {
      int sum = checksum(records.array(), records.position());
      WindowId id = new WindowId(records.getLong(), records.getLong());
      Entry entry = new Entry(records.getLong(), records.getInt());
      long after = entry.at() + entry.rows() * rowBytes;
      if (records.getInt() != sum || entry.at() < 0 || entry.rows() < 1 || after > size) {
        break;
      }
      known.put(id, entry);
      end = Math.max(end, after);
      whole += RECORD;
    }
    index.truncate(whole);
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
      if (!deletedAtEnd) {
        force();
      }
    }
    if (deletedAtEnd) {
      MemoryRoom.delete(folder);
    }
  }
}
