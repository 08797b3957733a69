package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagline.checkpoint.TorchFile.Contents;
import org.tagline.checkpoint.TorchFile.Place;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.FileBytes;

/**
 * Reads PyTorch's format since 1.6: an uncompressed zip archive with {@code NAME/data.pkl} and one
 * entry {@code NAME/data/KEY} per storage.
 */
final class TorchZip {
  private static final String PICKLE = "/data.pkl";

  private TorchZip() {}

  static Contents contents(Path path, FileChannel channel) throws IOException {
    String file = path.toString();
    Map<String, Place> entries = ZipDirectory.read(path, channel);
    List<Map.Entry<String, Place>> pickles =
        entries.entrySet().stream().filter(entry -> entry.getKey().endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      throw new CheckpointException(
          file, "is a zip archive with " + pickles.size() + " data.pkl where PyTorch has one");
    }
    String pickle = pickles.get(0).getKey();
    String root = pickle.substring(0, pickle.length() - PICKLE.length());
    Place order = entries.get(root + "/byteorder");
    if (order != null
        && !new String(bytes(path, channel, order), StandardCharsets.US_ASCII).equals("little")) {
      throw new CheckpointException(file, "was written on a big-endian machine");
    }
    byte[] bytes = bytes(path, channel, pickles.get(0).getValue());
    Object state = Pickle.read(file, ByteBuffer.wrap(bytes));
    Map<String, Place> places = new HashMap<>();
    String data = root + "/data/";
    entries.forEach(
        (name, place) -> {
          if (name.startsWith(data)) {
            places.put(name.substring(data.length()), place);
          }
        });
    return new Contents(state, places);
  }

  private static byte[] bytes(Path path, FileChannel channel, Place place) throws IOException {
    if (place.bytes() > Pickle.MAX_BYTES) {
      throw new CheckpointException(
          path.toString(), "has a list of tensors longer than any model's");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) place.bytes());
    FileBytes.read(path, channel, bytes, place.position());
    return bytes.array();
  }
}
