package org.tagline.tagger;

import java.util.LinkedHashMap;
import java.util.Map;

/** Versions of the software that made a tagger. */
public final class Versions {

  private Versions() {}

  /** Returns the versions of Tagline, Java, the platform and the libraries of the model. */
  public static Map<String, String> of(TaggerModel model) {
    String own = Versions.class.getPackage().getImplementationVersion();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tagline", own == null ? "development" : own);
    versions.put("java", Runtime.version().toString());
    versions.putAll(model.versions());
    versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
