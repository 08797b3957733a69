package org.tagline.base;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagline.encoder.WindowPooling;

/** The bases that can be had here, and how a name finds one. */
public final class BaseEncoders {
  /** What is fine-tuned when nobody says otherwise. */
  public static final String DEFAULT = "all-minilm-l6-v2";

  private static final List<BaseEncoder> MAVEN =
      List.of(
          new MavenBase("all-minilm-l6-v2", WindowPooling.MEAN, "Apache-2.0", 6),
          new MavenBase("bge-small-en-v1.5", WindowPooling.CLS, "MIT", 12),
          new MavenBase("e5-small-v2", WindowPooling.MEAN, "MIT", 12));

  private BaseEncoders() {}

  /** The bases that come through Maven. */
  public static List<BaseEncoder> shipped() {
    return MAVEN;
  }

  /**
   * The base of that name that comes through Maven, or one of a published size with random weights
   * ({@code fresh:distilbert-base-uncased}), which is not among {@link #shipped()}.
   */
  public static Optional<BaseEncoder> shipped(String id) {
    return MAVEN.stream()
        .filter(base -> base.id().equals(id))
        .findFirst()
        .or(() -> FreshBase.named(id));
  }

  /** The base in a folder of the hub's layout, named as the folder. */
  public static BaseEncoder inFolder(Path folder) {
    return new FolderBase(folder);
  }

  /** The base in a folder of the hub's layout, under another name. */
  public static BaseEncoder inFolder(Path folder, String id, String origin) {
    return new FolderBase(folder, id, origin);
  }

  /** A folder, or a base that ships; anything else gives an IllegalArgumentException. */
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
                        + "\" and no such base ships; those that do: "
                        + MAVEN.stream().map(BaseEncoder::id).toList()));
  }
}
