package org.tagline.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a base by name on this machine: in a folder, among the shipped ones, or in the hub's cache,
 * in this order. Thread-safe.
 */
public final class BaseFinder {
  private static final String ORIGIN = "hub cache";
  private final HubCache cache;

  public BaseFinder(HubCache cache) {
    this.cache = cache;
  }

  /** Returns the folder of the hub's cache. */
  public Path cache() {
    return cache.root();
  }

  /**
   * Returns the base with the given name, or empty if it is not on this machine.
   *
   * @param revision revision of a model on the hub, or null
   * @throws IllegalArgumentException if there is a revision but the base is not from the hub
   */
  public Optional<BaseEncoder> find(String name, @Nullable String revision) throws IOException {
    Optional<BaseEncoder> unversioned =
        folder(name).map(BaseEncoders::inFolder).or(() -> BaseEncoders.shipped(name));
    if (unversioned.isPresent() && revision != null) {
      throw new IllegalArgumentException(
          name + " comes from the " + unversioned.get().origin() + " and has no revisions");
    }
    if (unversioned.isPresent()) {
      return unversioned;
    }
    Optional<HubName> named = HubName.ifNamed(name, revision);
    return named.isEmpty() ? Optional.empty() : cached(named.get());
  }

  /** Returns the base with the given name from the hub's cache, if all its files are there. */
  public Optional<BaseEncoder> cached(HubName name) throws IOException {
    Optional<Path> snapshot = cache.snapshot(name);
    return snapshot.isEmpty() || BaseFiles.missing(snapshot.get()).isPresent()
        ? Optional.empty()
        : Optional.of(BaseEncoders.inFolder(snapshot.get(), name.toString(), ORIGIN));
  }

  /**
   * Returns the shipped bases, then those in the hub's cache, which may have unsupported
   * architectures.
   */
  public List<BaseEncoder> all() throws IOException {
    List<BaseEncoder> all = new ArrayList<>(BaseEncoders.shipped());
    for (HubName name : cache.names()) {
      cached(name).ifPresent(all::add);
    }
    return all;
  }

  /** Describes where {@link #find} looked, for an error message when it found nothing. */
  public String lookedFor(String name, @Nullable String revision) throws IOException {
    String shipped =
        String.join(", ", BaseEncoders.shipped().stream().map(BaseEncoder::id).toList());
    String elsewhere =
        "there is no folder \"" + name + "\", no shipped base of that name (" + shipped + ")";
    Optional<HubName> named = HubName.ifNamed(name, revision);
    if (named.isEmpty()) {
      return elsewhere + ", and it is not a name on the hub such as organisation/name";
    }
    Optional<Path> snapshot = cache.snapshot(named.get());
    String missing = snapshot.isEmpty() ? "" : BaseFiles.missing(snapshot.get()).orElse("");
    return elsewhere
        + (snapshot.isEmpty()
            ? ", and the hub's cache " + cache.root() + " lacks revision "
            : ", and in the hub's cache " + snapshot.get() + " has " + missing + " at revision ")
        + named.get().revision();
  }

  private static Optional<Path> folder(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
