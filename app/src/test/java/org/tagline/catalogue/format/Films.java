package org.tagline.catalogue.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes and reads small files. */
final class Films {
  private Films() {}

  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(file)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  static List<Entry> read(Path folder, String name, String content) throws IOException {
    return read(write(folder, name, content.getBytes(StandardCharsets.UTF_8)));
  }

  static Path write(Path folder, String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  static Path gzip(Path folder, String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (GZIPOutputStream output = new GZIPOutputStream(Files.newOutputStream(file))) {
      output.write(content);
    }
    return file;
  }

  /** Formats an entry as "line: id/title/text/tags" or "line! reason". */
  static List<String> words(List<Entry> entries) {
    return entries.stream()
        .map(
            entry -> {
              if (entry instanceof FilmRow film) {
                return film.line()
                    + ": "
                    + String.join(
                        "/",
                        String.valueOf(film.rowId()),
                        film.title(),
                        film.text(),
                        film.tags().toString());
              }
              return entry.line() + "! " + ((RejectedRow) entry).reason();
            })
        .toList();
  }
}
