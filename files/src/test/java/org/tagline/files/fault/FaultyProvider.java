package org.tagline.files.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.tagline.files.fault.Faults.Operation;

/**
 * Passes operations to another provider and counts, or fails, those that {@link Faults} chooses.
 *
 * <p>The system property {@code java.nio.file.spi.DefaultFileSystemProvider} with this class's name
 * makes it the provider of a whole process.
 */
public final class FaultyProvider extends FileSystemProvider {
  private final FileSystemProvider real;
  private final FaultyFileSystem system;
  private final Faults faults = new Faults();

  /** Creates a provider over another one; the virtual machine calls this for the default one. */
  public FaultyProvider(FileSystemProvider real) {
    this.real = real;
    this.system = new FaultyFileSystem(this, real.getFileSystem(URI.create("file:///")));
  }

  public FaultyFileSystem fileSystem() {
    return system;
  }

  Faults faults() {
    return faults;
  }

  private static Path real(Path path) {
    return FaultyFileSystem.real(path);
  }

  @Override
  public String getScheme() {
    return real.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
    return real.newFileSystem(uri, environment);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.path(real.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = real(path);
    faults.before(Operation.OPEN, file);
    boolean existed = Files.exists(file);
    FileChannel channel = real.newFileChannel(file, options, attributes);
    boolean writing = options.contains(StandardOpenOption.WRITE);
    faults.opened(file, channel, writing, existed);
    if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      faults.truncated(file, 0);
    }
    return new FaultyChannel(channel, file, faults);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    faults.before(Operation.LIST, real(folder));
    DirectoryStream<Path> stream =
        real.newDirectoryStream(real(folder), path -> filter.accept(system.path(path)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return StreamSupport.stream(stream.spliterator(), false).map(system::path).iterator();
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    faults.before(Operation.CREATE_FOLDER, real(folder));
    real.createDirectory(real(folder), attributes);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    faults.before(Operation.LINK, real(link));
    real.createSymbolicLink(real(link), real(target), attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    faults.before(Operation.LINK, real(link));
    real.createLink(real(link), real(existing));
  }

  @Override
  public void delete(Path path) throws IOException {
    faults.before(Operation.DELETE, real(path));
    real.delete(real(path));
    faults.deleted(real(path));
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    faults.before(Operation.DELETE, real(path));
    boolean deleted = real.deleteIfExists(real(path));
    faults.deleted(real(path));
    return deleted;
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    faults.look(real(link));
    return system.path(real.readSymbolicLink(real(link)));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    faults.before(Operation.COPY, real(target));
    boolean existed = Files.exists(real(target));
    real.copy(real(source), real(target), options);
    try (FileChannel channel = FileChannel.open(real(target), StandardOpenOption.READ)) {
      faults.opened(real(target), channel, /* writing= */ true, existed);
      faults.truncated(real(target), 0);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    faults.before(Operation.RENAME, real(target));
    byte[] replaced = faults.toReplace(real(target));
    real.move(real(source), real(target), options);
    faults.renamed(real(source), real(target), replaced);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return real.isSameFile(real(path), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    faults.look(real(path));
    return real.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    faults.look(real(path));
    real.checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    faults.look(real(path));
    return real.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    faults.look(real(path));
    return real.readAttributes(real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    faults.before(Operation.TOUCH, real(path));
    real.setAttribute(real(path), attribute, value, options);
  }
}
