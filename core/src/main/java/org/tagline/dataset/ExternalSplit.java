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
 * A split that somebody else made, so that results can be compared with theirs: a CSV file with a
 * column {@code row} or {@code id} that names the film, and a column whose values are {@code
 * train}, {@code test} and, if wanted, {@code validation} ({@code val}, {@code dev}). Empty values
 * leave a film out. The file is taken at its word: it may put one text on two sides.
 *
 * @param file the CSV file, UTF-8, with a header
 * @param column the column that holds the parts
 */
public record ExternalSplit(Path file, String column) {

  private enum Part {
    TRAIN,
    VALIDATION,
    TEST
  }

  /**
   * Reads {@code FILE:COLUMN}.
   *
   * @throws IllegalArgumentException when there is no column after the last colon
   */
  public static ExternalSplit parse(String fileAndColumn) {
    int colon = fileAndColumn.lastIndexOf(':');
    if (colon < 1 || colon == fileAndColumn.length() - 1) {
      throw new IllegalArgumentException(
          "\"%s\" names no column; write FILE:COLUMN, for example splits.csv:split0"
              .formatted(fileAndColumn));
    }
    return new ExternalSplit(
        Path.of(fileAndColumn.substring(0, colon)), fileAndColumn.substring(colon + 1));
  }

  /**
   * Splits the films as the file says; each part keeps the films' order. Documents that the file
   * does not place are counted as left out, ids that are no film as unknown.
   *
   * @throws IllegalArgumentException with what to do about it, when the file is not such a file or
   *     leaves nothing to train on or to test with
   * @throws IOException when the file cannot be read
   */
  public static Split read(Path file, String column, List<Film> films) throws IOException {
    return new ExternalSplit(file, column).read(films);
  }

  /** As {@link #read(Path, String, List)}. */
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
          "none of the %,d films in %s is in the catalogue: its ids look like \"%s\", the catalogue's like \"%s\"; import the films that the split was made for"
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
          "column \"%s\" of %s marks no film of the catalogue as \"%s\"; a split needs train and test"
              .formatted(column, file, name));
    }
  }

  private Map<String, Part> partOfId() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no split file %s; write FILE:COLUMN with a CSV file that exists"
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
          "%s is not a CSV file that can be read: %s".formatted(file, e.getMessage()), e);
    }
    if (partOfId.isEmpty()) {
      throw new IllegalArgumentException(
          "%s places no film; it needs a header with \"row\" or \"id\" and \"%s\", and a row a film"
              .formatted(file, column));
    }
    return partOfId;
  }

  private void place(NamedCsvRecord row, String idColumn, Map<String, Part> partOfId) {
    // The reader compares rows with one another, but not the first of them with the header.
    if (row.getFieldCount() != row.getHeader().size()) {
      throw new IllegalArgumentException(
          "%s, line %d: %d values under %d column names"
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
                  "%s, line %d: \"%s\" in column \"%s\" is none of train, validation, test"
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
          "%s has no column \"%s\"; it has %s".formatted(file, column, String.join(", ", header)));
    }
    return Stream.of("row", "id")
        .flatMap(name -> header.stream().filter(name::equalsIgnoreCase))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no column \"row\" or \"id\" that names the film; it has %s"
                        .formatted(file, String.join(", ", header))));
  }
}
