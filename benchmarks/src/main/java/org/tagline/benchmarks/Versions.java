package org.tagline.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The libraries that each contender computes with, as the build resolved them.
 *
 * @param tagline the tensor library under Tagline
 * @param djl DJL and the tensor library under it
 */
record Versions(String tagline, String djl) {

  static Versions read() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      if (in == null) {
        throw new IOException("versions.properties is not on the class path; build again");
      }
      versions.load(in);
    }
    return new Versions(versions.getProperty("tagline"), versions.getProperty("djl"));
  }
}
