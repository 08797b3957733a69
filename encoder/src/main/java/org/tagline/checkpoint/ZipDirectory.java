package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.checkpoint.TorchFile.Place;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.FileBytes;

/**
 * Reads the directory of an uncompressed zip archive as PyTorch writes it, including ZIP64
 * (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
 *
 * <p>No size is trusted: entries must lie in the file before the directory, must not overlap, and
 * their local headers must agree with the directory.
 */
final class ZipDirectory {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int END_BYTES = 22;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int MAX_DIRECTORY = 16 << 20;
  private static final int MAX_ENTRIES = 50_000;
  private static final long MASK32 = 0xFFFFFFFFL;

  private final Path path;
  private final FileChannel channel;
  private final long fileBytes;

  private ZipDirectory(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.fileBytes = channel.size();
  }

  /** Returns the position of each entry's bytes by name. */
  static Map<String, Place> read(Path path, FileChannel channel) throws IOException {
    return new ZipDirectory(path, channel).entries();
  }

  private Map<String, Place> entries() throws IOException {
    ByteBuffer end = end();
    long count = end.getShort(10) & 0xFFFF;
    long size = end.getInt(12) & MASK32;
    long start = end.getInt(16) & MASK32;
    if (count == 0xFFFF || size == MASK32 || start == MASK32) {
      ByteBuffer end64 = end64(fileBytes - end.capacity());
      count = end64.getLong(32);
      size = end64.getLong(40);
      start = end64.getLong(48);
    }
    if (start < 0 || size < 0 || size > MAX_DIRECTORY || start > fileBytes - size) {
      throw damaged("its directory lies outside of it");
    }
    if (count < 1 || count > Math.min(MAX_ENTRIES, size / CENTRAL_BYTES)) {
      throw damaged("its directory cannot hold " + count + " entries");
    }
    ByteBuffer directory = at(start, (int) size);
    Map<String, Place> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      entry(directory, start, entries);
    }
    List<Place> places = new ArrayList<>(entries.values());
    places.sort(Comparator.comparingLong(Place::position));
    for (int i = 1; i < places.size(); i++) {
      Place before = places.get(i - 1);
      if (before.position() + before.bytes() > places.get(i).position()) {
        throw damaged("its entries overlap");
      }
    }
    return entries;
  }

  /** Returns the end record, which at most a comment follows. */
  private ByteBuffer end() throws IOException {
    if (fileBytes < END_BYTES) {
      throw truncated();
    }
    int length = (int) Math.min(fileBytes, END_BYTES + 0xFFFF);
    ByteBuffer tail = at(fileBytes - length, length);
    for (int i = length - END_BYTES; i >= 0; i--) {
      if (tail.getInt(i) == END && (tail.getShort(i + 20) & 0xFFFF) == length - i - END_BYTES) {
        return tail.slice(i, length - i).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw truncated();
  }

  private ByteBuffer end64(long end) throws IOException {
    if (end < 20) {
      throw truncated();
    }
    ByteBuffer locator = at(end - 20, 20);
    long start = locator.getLong(8);
    if (locator.getInt(0) != LOCATOR64 || start < 0 || start > end - 20 - 56) {
      throw damaged("its directory is not found");
    }
    ByteBuffer end64 = at(start, 56);
    if (end64.getInt(0) != END64) {
      throw damaged("its directory is not found");
    }
    return end64;
  }

  private void entry(ByteBuffer directory, long directoryStart, Map<String, Place> entries)
      throws IOException {
    if (directory.remaining() < CENTRAL_BYTES) {
      throw truncated();
    }
    ByteBuffer fixed = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
    int nameBytes = fixed.getShort(28) & 0xFFFF;
    int extraBytes = fixed.getShort(30) & 0xFFFF;
    int commentBytes = fixed.getShort(32) & 0xFFFF;
    if (fixed.getInt(0) != CENTRAL
        || fixed.remaining() - CENTRAL_BYTES < nameBytes + extraBytes + commentBytes) {
      throw damaged("its directory is truncated");
    }
    byte[] nameText = new byte[nameBytes];
    fixed.get(CENTRAL_BYTES, nameText);
    String name = new String(nameText, StandardCharsets.UTF_8);
    boolean encrypted = (fixed.getShort(8) & 1) != 0;
    if (encrypted || fixed.getShort(10) != 0) {
      throw damaged(
          printable(name)
              + " is "
              + (encrypted ? "encrypted" : "compressed")
              + ", which PyTorch never does");
    }
    ByteBuffer extra =
        fixed.slice(CENTRAL_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] large = {
      fixed.getInt(24) & MASK32, fixed.getInt(20) & MASK32, fixed.getInt(42) & MASK32
    };
    widen(large, extra);
    if (large[0] != large[1]) {
      throw damaged(printable(name) + " has two sizes");
    }
    long crc = fixed.getInt(16) & MASK32;
    Place place = place(name, nameText, large[2], large[0], crc, directoryStart);
    if (entries.put(name, place) != null) {
      throw damaged("it has " + printable(name) + " twice");
    }
    directory.position(
        directory.position() + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
  }

  /**
   * Replaces sizes and the offset that do not fit 32 bits by those of the ZIP64 extra field, in
   * this order.
   */
  private void widen(long[] values, ByteBuffer extra) throws CheckpointException {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xFFFF;
      int length = extra.getShort() & 0xFFFF;
      if (length > extra.remaining()) {
        throw damaged("its directory is truncated");
      }
      int end = extra.position() + length;
      for (int i = 0; id == 1 && i < values.length; i++) {
        if (values[i] == MASK32 && end - extra.position() >= 8) {
          values[i] = extra.getLong();
        }
      }
      extra.position(end);
    }
  }

  private Place place(
      String name, byte[] nameText, long header, long bytes, long crc, long directoryStart)
      throws IOException {
    if (header < 0 || bytes < 0 || header > directoryStart - LOCAL_BYTES) {
      throw damaged(printable(name) + " lies outside of it");
    }
    ByteBuffer local = at(header, LOCAL_BYTES);
    int nameBytes = local.getShort(26) & 0xFFFF;
    long position = header + LOCAL_BYTES + nameBytes + (local.getShort(28) & 0xFFFF);
    if (local.getInt(0) != LOCAL || nameBytes != nameText.length) {
      throw damaged(printable(name) + " is not where its directory says");
    }
    if (position > directoryStart || bytes > directoryStart - position) {
      throw damaged(printable(name) + " lies outside of it");
    }
    if (!at(header + LOCAL_BYTES, nameBytes).equals(ByteBuffer.wrap(nameText))) {
      throw damaged(printable(name) + " is not where its directory says");
    }
    return new Place(position, bytes, crc);
  }

  private ByteBuffer at(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    FileBytes.read(path, channel, bytes, position);
    return bytes.flip();
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }

  private CheckpointException truncated() {
    return damaged("it is truncated");
  }

  private CheckpointException damaged(String reason) {
    return new CheckpointException(
        path.toString(), "is a damaged zip archive: " + reason + "; fetch it again");
  }
}
