package org.tagline.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A predefined split read from a CSV file, for comparison with published results. The file has a
 * column {@code row} or {@code id} with the id of the film, and a column with the values {@code
 * train}, {@code test} and optionally {@code validation} ({@code val}, {@code dev}). Films with an
 * empty value are left out. The file is used unchecked: it may put the same text into two parts.
 *
 * @param file the CSV file, UTF-8, with a header
 * @param column name of the column with the parts
 */
public record ExternalSplit(Path file, String column) {

  private enum Part {
    TRAIN,
    VALIDATION,
    TEST
  }

  /**
   * Parses {@code FILE:COLUMN}.
   *
   * @throws IllegalArgumentException if there is no column name after the last colon
   */
  public static ExternalSplit parse(String fileAndColumn) {
    int colon = fileAndColumn.lastIndexOf(':');
    if (colon < 1 || colon == fileAndColumn.length() - 1) {
      throw new IllegalArgumentException(
          "\"%s\" has no column name; write FILE:COLUMN, for example splits.csv:split0"
              .formatted(fileAndColumn));
    }
    return new ExternalSplit(
        Path.of(fileAndColumn.substring(0, colon)), fileAndColumn.substring(colon + 1));
  }

  /**
   * Splits the films as the file specifies; each part keeps the order of the films. Films that are
   * missing from the file count as left out, ids without a film as unknown.
   *
   * @throws IllegalArgumentException if the file has another format, or if the training or test
   *     part is empty; the message says what to do
   * @throws IOException if the file cannot be read
   */
  public static Split read(Path file, String column, List<Film> films) throws IOException {
    return new ExternalSplit(file, column).read(films);
  }

  /** Splits the films as the file specifies; see {@link #read(Path, String, List)}. */
  public Split read(List<Film> films) throws IOException {
    Map<String, Part> partOfId = partOfId();
    List<String> train = new ArrayList<>();
    List<String> validation = new ArrayList<>();
    List<String> test = new ArrayList<>();
    for (Film film : films) {
      Part part = partOfId.get(film.id());
      if (part != null) {
        (switch (part) {
              case TRAIN -> train;
              case VALIDATION -> validation;
              case TEST -> test;
            })
            .add(film.id());
      }
    }
    int placed = train.size() + validation.size() + test.size();
    if (placed == 0 && !partOfId.isEmpty() && !films.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the %,d film ids in %s is in the catalogue: the file has ids like \"%s\", the catalogue like \"%s\"; import the films that the split was made for"
              .formatted(
                  partOfId.size(),
                  file,
                  partOfId.keySet().stream().sorted().findFirst().orElse(""),
                  films.get(0).id()));
    }
    requireSome(train, "train");
    requireSome(test, "test");
    return new Split(train, validation, test, films.size() - placed, partOfId.size() - placed);
  }

  private void requireSome(List<String> part, String name) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException(
          "column \"%s\" of %s assigns no film of the catalogue to \"%s\"; a split needs train and test films"
              .formatted(column, file, name));
    }
  }

  private Map<String, Part> partOfId() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "the split file %s does not exist; write FILE:COLUMN with an existing CSV file"
              .formatted(file));
    }
    Map<String, Part> partOfId = new HashMap<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
      String idColumn = null;
      for (NamedCsvRecord row : csv) {
        if (idColumn == null) {
          idColumn = idColumn(row.getHeader());
        }
        place(row, idColumn, partOfId);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(
          "%s cannot be read as a CSV file: %s".formatted(file, e.getMessage()), e);
    }
    if (partOfId.isEmpty()) {
      throw new IllegalArgumentException(
          "%s contains no films; it needs a header with \"row\" or \"id\" and \"%s\", and one row per film"
              .formatted(file, column));
    }
    return partOfId;
  }

  private void place(NamedCsvRecord row, String idColumn, Map<String, Part> partOfId) {
    // The CSV reader checks that all rows have the same length, but not that the header has it.
    if (row.getFieldCount() != row.getHeader().size()) {
      throw new IllegalArgumentException(
          "%s, line %d: %d values for %d columns"
              .formatted(
                  file, row.getStartingLineNumber(), row.getFieldCount(), row.getHeader().size()));
    }
    String id = row.getField(idColumn).strip();
    String value = row.getField(column).strip();
    if (id.isEmpty() || value.isEmpty()) {
      return;
    }
    Part part =
        switch (value.toLowerCase(Locale.ROOT)) {
          case "train", "training" -> Part.TRAIN;
          case "validation", "valid", "val", "dev" -> Part.VALIDATION;
          case "test" -> Part.TEST;
          default ->
              throw new IllegalArgumentException(
                  "%s, line %d: \"%s\" in column \"%s\" is not train, validation or test"
                      .formatted(file, row.getStartingLineNumber(), value, column));
        };
    Part before = partOfId.put(id, part);
    if (before != null && before != part) {
      throw new IllegalArgumentException(
          "%s, line %d: film %s is in two parts; keep one of its rows"
              .formatted(file, row.getStartingLineNumber(), id));
    }
  }

  private String idColumn(List<String> header) {
    if (!header.contains(column)) {
      throw new IllegalArgumentException(
          "%s has no column \"%s\"; its columns are %s"
              .formatted(file, column, String.join(", ", header)));
    }
    return Stream.of("row", "id")
        .flatMap(name -> header.stream().filter(name::equalsIgnoreCase))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no column \"row\" or \"id\" with the film ids; its columns are %s"
                        .formatted(file, String.join(", ", header))));
  }
}
