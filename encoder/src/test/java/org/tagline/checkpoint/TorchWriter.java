package org.tagline.checkpoint;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Tensor;

/** Writes {@code pytorch_model.bin} in the two formats of {@code torch.save}. */
public final class TorchWriter {

  private TorchWriter() {}

  /** Writes the format since PyTorch 1.6. */
  public static void zip(Path file, Map<String, Tensor> tensors) throws IOException {
    zip(file, pickle(tensors), tensors);
  }

  static void zip(Path file, byte[] pickle, Map<String, Tensor> tensors) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      entry(zip, "archive/data.pkl", pickle);
      entry(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      int key = 0;
      for (Tensor tensor : tensors.values()) {
        CRC32 crc = new CRC32();
        TensorBytes.copy(tensor, sink(crc));
        ZipEntry entry = stored("archive/data/" + key++, tensor.nbytes(), crc.getValue());
        zip.putNextEntry(entry);
        TensorBytes.copy(tensor, zip);
        zip.closeEntry();
      }
      entry(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Writes the format before PyTorch 1.6. */
  public static void legacy(Path file, Map<String, Tensor> tensors) throws IOException {
    legacy(file, pickle(tensors), tensors);
  }

  static void legacy(Path file, byte[] pickle, Map<String, Tensor> tensors) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      Opcodes magic = new Opcodes();
      magic.number(new BigInteger("1950a86a20f9469cfc6c", 16));
      out.write(magic.end());
      Opcodes version = new Opcodes();
      version.number(BigInteger.valueOf(1001));
      out.write(version.end());
      Opcodes system = new Opcodes();
      system.raw("}(").text("little_endian").raw("\u0088u");
      out.write(system.end());
      out.write(pickle);
      Opcodes keys = new Opcodes();
      keys.raw("](");
      for (int key = 0; key < tensors.size(); key++) {
        keys.text("" + key);
      }
      keys.raw("e");
      out.write(keys.end());
      for (Tensor tensor : tensors.values()) {
        ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(count.putLong(tensor.numel()).array());
        TensorBytes.copy(tensor, out);
      }
    }
  }

  /** Returns the pickled dictionary, whose storages are named 0, 1, 2, … */
  static byte[] pickle(Map<String, Tensor> tensors) {
    Opcodes out = new Opcodes();
    out.global("collections OrderedDict").raw(")R(");
    int key = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      out.text(entry.getKey());
      out.tensor("" + key++, storage(tensor), tensor.numel(), 0, tensor.shape(), strides(tensor));
    }
    out.raw("u");
    // An attribute of the dictionary that PyTorch writes.
    out.raw("}").text("_metadata").global("collections OrderedDict").raw(")Rsb");
    return out.end();
  }

  static String storage(Tensor tensor) {
    return switch (tensor.scalar_type().intern()) {
      case Float -> "FloatStorage";
      case Half -> "HalfStorage";
      case BFloat16 -> "BFloat16Storage";
      case Double -> "DoubleStorage";
      case Long -> "LongStorage";
      default -> throw new IllegalArgumentException("no storage for " + tensor.scalar_type());
    };
  }

  private static long[] strides(Tensor tensor) {
    long[] strides = new long[tensor.shape().length];
    long next = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = next;
      next *= tensor.shape()[i];
    }
    return strides;
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    zip.putNextEntry(stored(name, bytes.length, crc.getValue()));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static ZipEntry stored(String name, long bytes, long crc) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes);
    entry.setCompressedSize(bytes);
    entry.setCrc(crc);
    entry.setTime(0);
    return entry;
  }

  private static OutputStream sink(CRC32 crc) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        crc.update(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        crc.update(bytes, from, length);
      }
    };
  }

  /** Builds a pickle from single opcodes. */
  static final class Opcodes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Opcodes() {
      raw("\u0080\u0002");
    }

    Opcodes raw(String latin1) {
      out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    Opcodes text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      raw("X");
      out.writeBytes(length.putInt(bytes.length).array());
      out.writeBytes(bytes);
      return this;
    }

    Opcodes global(String name) {
      return raw("c" + name.replace(' ', '\n') + "\n");
    }

    Opcodes number(BigInteger number) {
      byte[] bytes = number.toByteArray();
      raw("\u008a" + (char) bytes.length);
      for (int i = bytes.length - 1; i >= 0; i--) {
        out.write(bytes[i]);
      }
      return this;
    }

    Opcodes number(long number) {
      return number(BigInteger.valueOf(number));
    }

    Opcodes numbers(long... numbers) {
      raw("(");
      for (long number : numbers) {
        number(number);
      }
      return raw("t");
    }

    Opcodes storage(String key, String type, long elements) {
      raw("(").text("storage").global("torch " + type).text(key).text("cpu").number(elements);
      return raw("tQ");
    }

    Opcodes tensor(
        String key, String type, long elements, long offset, long[] shape, long[] strides) {
      global("torch._utils _rebuild_tensor_v2").raw("(").storage(key, type, elements);
      number(offset).numbers(shape).numbers(strides).raw("\u0089");
      return global("collections OrderedDict").raw(")RtR");
    }

    byte[] end() {
      out.write('.');
      return out.toByteArray();
    }
  }
}
