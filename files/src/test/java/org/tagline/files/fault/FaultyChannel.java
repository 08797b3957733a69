package org.tagline.files.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.files.fault.Faults.Operation;

/** A file channel of a {@link FaultyFileSystem}. A write that fails has written half its bytes. */
final class FaultyChannel extends FileChannel {
  private final FileChannel real;
  private final Path file;
  private final Faults faults;

  FaultyChannel(FileChannel real, Path file, Faults faults) {
    this.real = real;
    this.file = file;
    this.faults = faults;
  }

  private ByteBuffer beforeWrite(ByteBuffer source) throws IOException {
    if (faults.nextFails(file)) {
      return source.slice(source.position(), source.remaining() / 2);
    }
    faults.before(Operation.WRITE, file);
    return source;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer bytes = beforeWrite(source);
    int written = real.write(bytes);
    if (bytes != source) {
      faults.before(Operation.WRITE, file);
    }
    return written;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    ByteBuffer bytes = beforeWrite(source);
    int written = real.write(bytes, position);
    if (bytes != source) {
      faults.before(Operation.WRITE, file);
    }
    return written;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    faults.before(Operation.WRITE, file);
    return real.write(sources, offset, length);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    faults.before(Operation.READ, file);
    return real.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    faults.before(Operation.READ, file);
    return real.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    faults.before(Operation.READ, file);
    return real.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    faults.look(file);
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    faults.before(Operation.TRUNCATE, file);
    real.truncate(size);
    faults.truncated(file, size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    faults.before(Operation.FORCE, file);
    real.force(metaData);
    faults.forced(file);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    faults.before(Operation.READ, file);
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    faults.before(Operation.WRITE, file);
    return real.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    faults.before(Operation.READ, file);
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    faults.before(Operation.LOCK, file);
    return real.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    faults.before(Operation.LOCK, file);
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
