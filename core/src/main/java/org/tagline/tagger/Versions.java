package org.tagline.tagger;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.Engine;

/** What a tagger was made with. */
final class Versions {

  private Versions() {}

  static Map<String, String> all() {
    String own = Versions.class.getPackage().getImplementationVersion();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tagline", own == null ? "development" : own);
    versions.put("libtorch", engine());
    versions.put("java", Runtime.version().toString());
    versions.put("threads", Integer.toString(Engine.threads()));
    versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  private static String engine() {
    String version = Tensor.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
