package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The taggers of one home, by name: folders under {@code taggers}, runs under {@code runs}; and
 * after them those that ship with Tagline.
 */
public final class TaggerStore {
  /** System property: the folder of the taggers that ship, set by the launcher. */
  public static final String SHIPPED = "tagline.shipped";

  private final Path home;
  private final @Nullable Path shipped;

  /** The home's taggers and those that {@value #SHIPPED} names. */
  public TaggerStore(Path home) {
    this(home, System.getProperty(SHIPPED) == null ? null : Path.of(System.getProperty(SHIPPED)));
  }

  TaggerStore(Path home, @Nullable Path shipped) {
    this.home = home;
    this.shipped = shipped;
  }

  /** Where a tagger of that name lies or would lie; a name that is no plain word is refused. */
  public Path folder(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "a tagger's name is made of letters, digits, dots, dashes and underscores, not \""
              + name
              + "\"");
    }
    return home.resolve("taggers").resolve(name);
  }

  /** Where a training of that name keeps its checkpoints. */
  public Path checkpoints(String name) {
    return home.resolve("runs").resolve(folder(name).getFileName()).resolve("checkpoints");
  }

  /** Returns the folder of cached window vectors, which may be deleted when no training runs. */
  public Path windowCache() {
    return home.resolve("cache").resolve("windows");
  }

  /** Whether the home has a tagger of that name. */
  public boolean exists(String name) {
    return Files.exists(folder(name).resolve("tagline.json"));
  }

  /**
   * Every tagger: the home's, the newest first, then those that ship and are not in the home, the
   * oldest first.
   */
  public List<TaggerInfo> all() throws IOException {
    List<TaggerInfo> found = in(home.resolve("taggers"));
    if (shipped != null) {
      List<String> names = found.stream().map(TaggerInfo::name).toList();
      List<TaggerInfo> oldestFirst = in(shipped);
      Collections.reverse(oldestFirst);
      oldestFirst.stream().filter(info -> !names.contains(info.name())).forEach(found::add);
    }
    return found;
  }

  private static List<TaggerInfo> in(Path taggers) throws IOException {
    List<TaggerInfo> found = new ArrayList<>();
    if (Files.isDirectory(taggers)) {
      try (Stream<Path> folders = Files.list(taggers)) {
        for (Path folder : folders.sorted().toList()) {
          if (Files.exists(folder.resolve("tagline.json"))
              && !folder.getFileName().toString().startsWith(".")) {
            found.add(TaggerFolder.info(folder));
          }
        }
      }
    }
    found.sort(Comparator.comparing((TaggerInfo t) -> t.provenance().created()).reversed());
    return found;
  }

  /**
   * The folder of the tagger asked for, or of the newest; where the home has none, of the oldest
   * that ships. An unknown name lists those there are.
   */
  public Path find(@Nullable String name) throws IOException {
    if (name != null && has(name)) {
      return exists(name) ? folder(name) : inShipped(name);
    }
    List<TaggerInfo> all = all();
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no tagger in " + home + " yet; make one with: tagline train --as NAME");
    }
    if (name != null) {
      throw new IllegalArgumentException(
          "there is no tagger \""
              + name
              + "\"; there are "
              + all.stream().map(TaggerInfo::name).toList());
    }
    return find(all.get(0).name());
  }

  /** Whether the home has a tagger of that name, or one ships. */
  public boolean has(String name) {
    return exists(name)
        || (shipped != null && Files.exists(inShipped(name).resolve("tagline.json")));
  }

  private Path inShipped(String name) {
    return java.util.Objects.requireNonNull(shipped).resolve(folder(name).getFileName());
  }
}
