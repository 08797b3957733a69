package org.tagline.catalogue.format;

/** One JSON object per line; its keys are matched like the names of a header. */
final class JsonLinesFormat implements FileFormat {
  @Override
  public int recognise(String fileName, String firstLine) {
    if (firstLine.stripLeading().startsWith("{")) {
      return 100;
    }
    return fileName.endsWith(".jsonl") || fileName.endsWith(".ndjson") ? 1 : 0;
  }

  @Override
  public FilmReader open(LineReader lines) {
    return new JsonLinesReader(lines);
  }
}
