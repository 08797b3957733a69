package org.tagline.tagger;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Engine;

/** What a tagger was made with. */
final class Versions {

  private Versions() {}

  /** The engine is named, and started, for those that need it only. */
  static Map<String, String> of(ModelKind kind) {
    String own = Versions.class.getPackage().getImplementationVersion();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tagline", own == null ? "development" : own);
    boolean engine = kind.usesEngine();
    if (engine) {
      versions.put("libtorch", engine());
    }
    versions.put("java", Runtime.version().toString());
    if (engine) {
      versions.put("threads", Integer.toString(Engine.threads()));
    }
    versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  private static String engine() {
    String version = Tensor.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
