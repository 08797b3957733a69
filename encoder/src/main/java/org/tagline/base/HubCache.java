package org.tagline.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tagline.files.AtomicFile;
import org.tagline.files.Folders;

/**
 * The hub's local cache, in the layout that all its clients share:
 *
 * <pre>
 * models--ORGANISATION--NAME/
 *   blobs/ETAG                        the contents
 *   snapshots/COMMIT/FILE             links to the blobs
 *   refs/main                         the branch's commit
 * </pre>
 *
 * Thread-safe, and safe with concurrent processes: files appear atomically.
 */
public final class HubCache {
  private static final String PREFIX = "models--";
  private static final Pattern COMMIT = Pattern.compile("[0-9A-Za-z]{4,64}");
  private static final Pattern ETAG = Pattern.compile("[0-9A-Za-z]{1,128}");

  private final Path root;
  private final Linker linker;

  /** Links a snapshot's file to its blob. */
  @FunctionalInterface
  interface Linker {
    void link(Path link, Path target) throws IOException;
  }

  public HubCache(Path root) {
    this(root, Files::createSymbolicLink);
  }

  HubCache(Path root, Linker linker) {
    this.root = root;
    this.linker = linker;
  }

  /**
   * Returns the cache that the hub's clients use: {@code HF_HUB_CACHE}, or else {@code hub} in
   * {@link #home}.
   */
  public static HubCache standard(Map<String, String> environment) {
    for (String variable : List.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return new HubCache(expanded(value, environment));
      }
    }
    return new HubCache(home(environment).resolve("hub"));
  }

  /** Returns {@code HF_HOME}, or else {@code huggingface} in the user's cache folder. */
  public static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HF_HOME", "");
    if (!home.isBlank()) {
      return expanded(home, environment);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return expanded(cache.isBlank() ? "~/.cache" : cache, environment).resolve("huggingface");
  }

  public Path root() {
    return root;
  }

  /** Returns the folder of a revision if it is cached; files may be missing in it. */
  public Optional<Path> snapshot(HubName name) throws IOException {
    String commit = name.isCommit() ? name.revision() : ref(name).orElse("");
    Path folder = folder(name).resolve("snapshots").resolve(commit);
    return !commit.isEmpty() && Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  /** Returns all cached revisions: the branches and tags, and the commits that have neither. */
  public List<HubName> names() throws IOException {
    List<HubName> names = new ArrayList<>();
    for (Path folder : children(root)) {
      String file = folder.getFileName().toString();
      String id = file.startsWith(PREFIX) ? file.substring(PREFIX.length()) : "";
      Optional<HubName> main = HubName.ifNamed(id.replace("--", "/"), null);
      if (main.isPresent()) {
        names.addAll(revisions(main.get(), folder));
      }
    }
    return names;
  }

  /** Returns the path of the blob with the given checksum, whether or not it exists. */
  public Path blob(HubName name, String etag) {
    if (!ETAG.matcher(etag).matches()) {
      throw new IllegalArgumentException("\"" + etag + "\" is not a checksum");
    }
    return folder(name).resolve("blobs").resolve(etag);
  }

  /** Returns the file that a process locks while it writes a blob. */
  public Path lock(HubName name, String etag) {
    return root.resolve(".locks")
        .resolve(folder(name).getFileName())
        .resolve(blob(name, etag).getFileName() + ".lock");
  }

  /**
   * Adds a file to a snapshot: a relative link to its blob, or a copy if the file system has no
   * links.
   *
   * @param file path in the repository, separated by {@code /}
   */
  public void link(HubName name, String commit, String file, String etag) throws IOException {
    Path snapshot = folder(name).resolve("snapshots").resolve(commit);
    Path link = snapshot.resolve(file);
    if (!link.normalize().startsWith(snapshot) || !COMMIT.matcher(commit).matches()) {
      throw new IllegalArgumentException("\"" + file + "\" does not belong in a snapshot");
    }
    Path blob = blob(name, etag);
    if (Files.exists(link) && Files.size(link) == Files.size(blob)) {
      return;
    }
    Path folder = link.resolveSibling(".").normalize();
    Files.createDirectories(folder);
    Files.deleteIfExists(link);
    try {
      linker.link(link, folder.relativize(blob));
    } catch (FileAlreadyExistsException e) {
      return; // Another process created it first.
    } catch (UnsupportedOperationException | IOException e) {
      AtomicFile.write(link, /* replace= */ true, out -> Files.copy(blob, out));
    }
    Folders.force(folder);
  }

  /** Sets the commit of the name's branch or tag. */
  public void point(HubName name, String commit) throws IOException {
    if (name.isCommit()) {
      return;
    }
    Path ref = folder(name).resolve("refs").resolve(name.revision());
    byte[] bytes = commit.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(ref, /* replace= */ true, out -> out.write(bytes));
  }

  private Path folder(HubName name) {
    return root.resolve(PREFIX + name.id().replace("/", "--"));
  }

  private Optional<String> ref(HubName name) throws IOException {
    Path ref = folder(name).resolve("refs").resolve(name.revision());
    if (!Files.isRegularFile(ref) || Files.size(ref) > 100) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(ref).strip()).filter(c -> COMMIT.matcher(c).matches());
  }

  private List<HubName> revisions(HubName main, Path folder) throws IOException {
    List<HubName> names = new ArrayList<>();
    Set<String> pointedAt = new HashSet<>();
    Path refs = folder.resolve("refs");
    try (Stream<Path> files = Files.isDirectory(refs) ? Files.walk(refs) : Stream.empty()) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getFileName().toString().startsWith(".")) {
          continue; // Being written.
        }
        String revision = refs.relativize(file).toString().replace('\\', '/');
        HubName name = HubName.ifNamed(main.id(), revision).orElse(null);
        if (name != null && snapshot(name).isPresent()) {
          pointedAt.add(ref(name).orElseThrow());
          names.add(name);
        }
      }
    }
    for (Path snapshot : children(folder.resolve("snapshots"))) {
      String commit = snapshot.getFileName().toString();
      if (!pointedAt.contains(commit)) {
        HubName.ifNamed(main.id(), commit).filter(HubName::isCommit).ifPresent(names::add);
      }
    }
    return names;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (NotDirectoryException e) {
      return List.of();
    }
  }

  private static Path expanded(String path, Map<String, String> environment) {
    if (!path.equals("~") && !path.startsWith("~/")) {
      return Path.of(path).toAbsolutePath();
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of((home.isBlank() ? System.getProperty("user.home") : home) + path.substring(1));
  }
}
