package org.tagline.benchmarks.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The versions of the libraries that the contenders compute with, as the build resolved them.
 *
 * @param tagline tensor library that Tagline uses
 * @param djl DJL and the tensor library that it uses
 */
record LibraryVersions(String tagline, String djl) {

  /** Reads the versions that the build wrote. */
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
