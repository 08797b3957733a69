package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.TorchObjects.Storage;
import org.tagline.checkpoint.TorchObjects.StoredTensor;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.FileBytes;
import org.tagline.safetensors.GitPointer;

/**
 * An open file written by {@code torch.save}: a pickled dictionary of tensors ({@link Pickle}) and
 * their storages, in a zip archive ({@link TorchZip}) or, before PyTorch 1.6, in sequence ({@link
 * TorchLegacy}).
 */
final class TorchFile implements WeightFile {
  /** Largest accepted ratio of all tensors' size to the file's size; tensors may share storages. */
  private static final int MAX_COPIES = 4;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, Place> places;

  /**
   * The position of a storage's data in the file.
   *
   * @param crc CRC-32 of the bytes, or 0 if the file has none
   */
  record Place(long position, long bytes, long crc) {}

  /** The contents of either format: the pickled object and the places of its storages by key. */
  record Contents(Object state, Map<String, Place> places) {}

  private TorchFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    ByteBuffer beginning = ByteBuffer.allocate((int) Math.min(8, channel.size()));
    FileBytes.read(file, channel, beginning, 0);
    GitPointer.refuse(file, beginning.array());
    boolean zip = beginning.capacity() > 1 && beginning.get(0) == 'P' && beginning.get(1) == 'K';
    Contents contents =
        zip ? TorchZip.contents(file, channel) : TorchLegacy.contents(file, channel);
    places = contents.places();
    collect(contents.state());
    check();
  }

  static TorchFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new TorchFile(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void collect(Object state) throws CheckpointException {
    if (!(state instanceof Map<?, ?> dictionary)) {
      throw new CheckpointException(file.toString(), "holds no dictionary of tensors");
    }
    dictionary.forEach(
        (name, value) -> {
          if (name instanceof String text && value instanceof StoredTensor tensor) {
            tensors.put(text, tensor);
          }
        });
    if (tensors.isEmpty()) {
      throw new CheckpointException(file.toString(), "holds no tensors");
    }
  }

  /**
   * Checks that every storage exists and has the size that its tensors declare, and that the
   * tensors are not much larger than the file.
   */
  private void check() throws IOException {
    Map<String, Storage> storages = new HashMap<>();
    long declared = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      Storage storage = entry.getValue().storage();
      Storage before = storages.putIfAbsent(storage.key(), storage);
      long bytes = place(storage).bytes();
      if (bytes != storage.bytes() || (before != null && !before.equals(storage))) {
        throw new CheckpointException(
            file.toString(), entry.getKey() + " has " + bytes + " bytes, needs " + storage.bytes());
      }
      declared += entry.getValue().elements() * storage.dtype().bytes();
      if (declared > MAX_COPIES * channel.size()) {
        throw new CheckpointException(
            file.toString(), "describes tensors of many times its own size");
      }
    }
  }

  private Place place(Storage storage) throws CheckpointException {
    Place place = places.get(storage.key());
    if (place == null) {
      throw new CheckpointException(
          file.toString(), "lacks the numbers of storage " + storage.key() + "; fetch it again");
    }
    return place;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Map<String, Tensor> tensors() throws IOException {
    Map<Storage, Map<String, StoredTensor>> byStorage = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            byStorage
                .computeIfAbsent(tensor.storage(), storage -> new LinkedHashMap<>())
                .put(name, tensor));
    Map<String, Tensor> read = new LinkedHashMap<>();
    try {
      for (Map.Entry<Storage, Map<String, StoredTensor>> entry : byStorage.entrySet()) {
        read(entry.getKey(), entry.getValue(), read);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      read.values().forEach(Tensor::close);
      throw e;
    }
  }

  /** Reads one storage and creates its tensors, each with its own memory. */
  private void read(Storage storage, Map<String, StoredTensor> views, Map<String, Tensor> read)
      throws IOException {
    if (views.size() == 1) {
      Map.Entry<String, StoredTensor> only = views.entrySet().iterator().next();
      if (only.getValue().whole()) {
        Tensor tensor = numbers(storage, only.getKey(), only.getValue().shape());
        read.put(only.getKey(), TensorData.checked(file, only.getKey(), tensor));
        return;
      }
    }
    String anyName = views.keySet().iterator().next();
    try (Tensor numbers = numbers(storage, anyName, new long[] {storage.elements()})) {
      for (Map.Entry<String, StoredTensor> view : views.entrySet()) {
        Tensor copy = copy(numbers, view.getValue());
        read.put(view.getKey(), TensorData.checked(file, view.getKey(), copy));
      }
    }
  }

  private Tensor numbers(Storage storage, String name, long[] shape) throws IOException {
    Place place = place(storage);
    CRC32 crc = new CRC32();
    Tensor tensor =
        TensorData.stored(file, channel, place.position(), storage.dtype(), shape, crc::update);
    if (place.crc() != 0 && place.crc() != crc.getValue()) {
      tensor.close();
      throw new CheckpointException(
          file.toString(), name + " is damaged (its checksum differs); fetch the file again");
    }
    return tensor;
  }

  private static Tensor copy(Tensor storage, StoredTensor view) {
    try (PointerScope scope = new PointerScope()) {
      Tensor strided =
          storage.as_strided(view.shape(), view.strides(), new LongOptional(view.offset()));
      Tensor copy = strided.clone().contiguous();
      copy.retainReference();
      return copy;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
