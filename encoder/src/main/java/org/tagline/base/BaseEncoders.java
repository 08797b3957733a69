package org.tagline.base;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagline.encoder.WindowPooling;

/** Finds bases by name among folders and the class path. */
public final class BaseEncoders {
  /** Name of the default base. */
  public static final String DEFAULT = "all-minilm-l6-v2";

  private static final List<BaseEncoder> MAVEN =
      List.of(
          new MavenBase("all-minilm-l6-v2", WindowPooling.MEAN, "Apache-2.0", 6),
          new MavenBase("bge-small-en-v1.5", WindowPooling.CLS, "MIT", 12),
          new MavenBase("e5-small-v2", WindowPooling.MEAN, "MIT", 12));

  private BaseEncoders() {}

  /** Returns the bases that ship as Maven dependencies. */
  public static List<BaseEncoder> shipped() {
    return MAVEN;
  }

  /**
   * Returns the base with the given name that ships as a Maven dependency, or an untrained base
   * such as {@code fresh:distilbert-base-uncased}, which {@link #shipped()} does not contain.
   */
  public static Optional<BaseEncoder> shipped(String id) {
    return MAVEN.stream()
        .filter(base -> base.id().equals(id))
        .findFirst()
        .or(() -> FreshBase.named(id));
  }

  /** Returns the base in a folder with the hub's layout, named after the folder. */
  public static BaseEncoder inFolder(Path folder) {
    return new FolderBase(folder);
  }

  /** Returns the base in a folder with the hub's layout, under another name. */
  public static BaseEncoder inFolder(Path folder, String id, String origin) {
    return new FolderBase(folder, id, origin);
  }

  /**
   * Returns the base in a folder, or the shipped base with the given name.
   *
   * @throws IllegalArgumentException if there is neither
   */
  public static BaseEncoder resolve(String name) {
    Path folder = Path.of(name);
    if (Files.isDirectory(folder)) {
      return new FolderBase(folder);
    }
    return shipped(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no folder \""
                        + name
                        + "\" and no shipped base of that name; the shipped ones are "
                        + MAVEN.stream().map(BaseEncoder::id).toList()));
  }
}
