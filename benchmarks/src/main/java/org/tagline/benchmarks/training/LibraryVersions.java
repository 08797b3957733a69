package org.tagline.benchmarks.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The libraries that each contender computes with, as the build resolved them.
 *
 * @param tagline the tensor library under Tagline
 * @param djl DJL and the tensor library under it
 */
record LibraryVersions(String tagline, String djl) {

  static LibraryVersions read() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = LibraryVersions.class.getResourceAsStream("versions.properties")) {
      if (in == null) {
        throw new IOException("versions.properties is not on the class path; build again");
      }
      versions.load(in);
    }
    return new LibraryVersions(versions.getProperty("tagline"), versions.getProperty("djl"));
  }
}
