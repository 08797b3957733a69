package org.tagline.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagline.checkpoint.TorchFile.Contents;
import org.tagline.checkpoint.TorchFile.Place;
import org.tagline.checkpoint.TorchObjects.Storage;
import org.tagline.checkpoint.TorchObjects.StoredTensor;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.FileBytes;

/**
 * Reads PyTorch's format before 1.6: five pickles (magic number, version, system information,
 * dictionary, keys of the storages), then each storage as a number of elements and the elements.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private TorchLegacy() {}

  static Contents contents(Path path, FileChannel channel) throws IOException {
    String file = path.toString();
    long size = channel.size();
    ByteBuffer in = ByteBuffer.allocate((int) Math.min(size, Pickle.MAX_BYTES));
    FileBytes.read(path, channel, in, 0);
    in.flip();
    if (!Pickle.read(file, in).equals(MAGIC) || !Pickle.read(file, in).equals(VERSION)) {
      throw new CheckpointException(file, "is not a PyTorch file");
    }
    if (!(Pickle.read(file, in) instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw new CheckpointException(file, "was written on a big-endian machine");
    }
    Object state = Pickle.read(file, in);
    if (!(Pickle.read(file, in) instanceof List<?> keys)) {
      throw new CheckpointException(file, "does not list its storages");
    }
    return new Contents(state, places(path, channel, in.position(), storages(state), keys));
  }

  private static Map<String, Storage> storages(Object state) {
    Map<String, Storage> storages = new HashMap<>();
    if (state instanceof Map<?, ?> dictionary) {
      for (Object value : dictionary.values()) {
        if (value instanceof StoredTensor tensor) {
          storages.put(tensor.storage().key(), tensor.storage());
        }
      }
    }
    return storages;
  }

  private static Map<String, Place> places(
      Path path, FileChannel channel, long start, Map<String, Storage> storages, List<?> keys)
      throws IOException {
    Map<String, Place> places = new HashMap<>();
    ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    long at = start;
    for (Object key : keys) {
      Storage storage = key instanceof String name ? storages.get(name) : null;
      if (storage == null) {
        throw new CheckpointException(path.toString(), "has numbers that belong to no tensor");
      }
      FileBytes.read(path, channel, count.clear(), at);
      if (count.getLong(0) != storage.elements()) {
        throw new CheckpointException(
            path.toString(),
            "has " + count.getLong(0) + " numbers where " + storage.elements() + " belong");
      }
      at += Long.BYTES;
      if (storage.bytes() > channel.size() - at) {
        throw new CheckpointException(
            path.toString(), "ends in the middle of its numbers; fetch it again");
      }
      if (places.put(storage.key(), new Place(at, storage.bytes(), 0)) != null) {
        throw new CheckpointException(path.toString(), "lists a storage twice");
      }
      at += storage.bytes();
    }
    return places;
  }
}
