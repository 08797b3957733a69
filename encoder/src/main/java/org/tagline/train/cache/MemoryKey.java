package org.tagline.train.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.engine.Precision;
import org.tagline.text.Window;

/** What remembered tensors are known by. */
public final class MemoryKey {
  /** Counted up where the same weights are computed in another way, with other last bits. */
  private static final int COMPUTED = 2;

  private static final int CHUNK = 64 << 20;

  private MemoryKey() {}

  /**
   * A name for everything that is computed by the same weights in the same way, so that what was
   * remembered has the bits that would be computed now.
   *
   * @param used the weights that have a part in it
   * @param what is remembered
   */
  public static String of(
      DocumentClassifier model, Predicate<String> used, Precision precision, String what) {
    MessageDigest digest = sha256();
    String about = COMPUTED + "\n" + what + "\n" + precision + "\n" + model.encoder().lengthStep();
    digest.update(about.getBytes(StandardCharsets.UTF_8));
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
    return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
  }

  /** 128 bits of a window's SHA-256: enough to tell apart all windows that there will be. */
  public static WindowId of(Window window) {
    ByteBuffer tokens = ByteBuffer.allocate(8 * window.size());
    tokens.asIntBuffer().put(window.ids()).put(window.types());
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(tokens.array()));
    return new WindowId(hash.getLong(), hash.getLong());
  }

  /** A window by what is read of it. */
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
