package org.tagline.train.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.engine.Precision;
import org.tagline.files.Sha256;
import org.tagline.text.Window;

/** Computes the names of caches and of the windows in them. */
public final class CacheKey {
  /**
   * Version of the computation, increased when the same weights give different bits than before.
   */
  private static final int VERSION = 2;

  private static final int CHUNK = 64 << 20;

  private CacheKey() {}

  /**
   * Returns the name of a cache: equal names guarantee that the cached tensors have the bits that
   * would be computed now.
   *
   * @param used selects the weights that the cached tensors depend on
   * @param content description of the cached tensors
   */
  public static String of(
      DocumentClassifier model, Predicate<String> used, Precision precision, String content) {
    MessageDigest digest = Sha256.digest();
    String description =
        VERSION + "\n" + content + "\n" + precision + "\n" + model.encoder().lengthStep();
    digest.update(description.getBytes(StandardCharsets.UTF_8));
    digest.update(model.config().json().toString().getBytes(StandardCharsets.UTF_8));
    model
        .parameters()
        .asMap()
        .forEach(
            (name, tensor) -> {
              if (used.test(name)) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                update(digest, tensor);
              }
            });
    return Sha256.hex(digest).substring(0, 32);
  }

  /**
   * Returns the first 128 bits of the SHA-256 of a window's ids and types, enough to make
   * collisions negligible.
   */
  public static WindowId of(Window window) {
    ByteBuffer tokens = ByteBuffer.allocate(8 * window.size());
    tokens.asIntBuffer().put(window.ids()).put(window.types());
    ByteBuffer hash = ByteBuffer.wrap(Sha256.digest().digest(tokens.array()));
    return new WindowId(hash.getLong(), hash.getLong());
  }

  /** The identity of a window's content. */
  public record WindowId(long high, long low) {}

  private static void update(MessageDigest digest, Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor contiguous = tensor.detach().contiguous();
      BytePointer data = new BytePointer(contiguous.data_ptr());
      long bytes = contiguous.nbytes();
      for (long at = 0; at < bytes; at += CHUNK) {
        digest.update(data.position(at).limit(Math.min(bytes, at + CHUNK)).asByteBuffer());
      }
    }
  }
}
