package org.tagline.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagline.encoder.WindowPooling;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;

/** Reads what a folder with the hub's layout says about its model: licence and pooling. */
final class BaseCard {
  /** SPDX identifiers of the licences, which the hub writes in lower case. */
  private static final Map<String, String> SPDX =
      Map.of(
          "mit", "MIT",
          "apache-2.0", "Apache-2.0",
          "bsd-3-clause", "BSD-3-Clause",
          "cc-by-4.0", "CC-BY-4.0",
          "cc-by-sa-4.0", "CC-BY-SA-4.0",
          "cc-by-nc-4.0", "CC-BY-NC-4.0");

  /** Lines in which the front matter of a card must end. */
  private static final int MAX_LINES = 100_000;

  private BaseCard() {}

  /** Returns the licence from the front matter of README.md, or {@code unknown}. */
  static String licence(Path folder) {
    Path card = folder.resolve("README.md");
    try {
      if (!Files.isRegularFile(card)) {
        return "unknown";
      }
      byte[] bytes = BoundedFile.bytes(card, BoundedFile.SETTINGS);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8).lines().limit(MAX_LINES).toList();
      for (int i = 1; i < lines.size() && lines.get(0).strip().equals("---"); i++) {
        String line = lines.get(i).strip();
        if (line.equals("---")) {
          break;
        }
        if (line.startsWith("license:")) {
          String licence = line.substring("license:".length()).replaceAll("[\"']", "").strip();
          String key = licence.toLowerCase(Locale.ROOT);
          return licence.isEmpty() ? "unknown" : SPDX.getOrDefault(key, licence);
        }
      }
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  /**
   * Returns the pooling with which the model was trained; without a declaration, the first token.
   */
  static WindowPooling pooling(Path folder) {
    Path file = folder.resolve("1_Pooling").resolve("config.json");
    if (!Files.isRegularFile(file)) {
      return WindowPooling.CLS;
    }
    try {
      JsonNode config = JsonFiles.tree(file, BoundedFile.SETTINGS);
      return config.path("pooling_mode_cls_token").asBoolean(false)
          ? WindowPooling.CLS
          : WindowPooling.MEAN;
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(file + " is not a valid pooling configuration: " + e.getMessage(), e));
    }
  }
}
