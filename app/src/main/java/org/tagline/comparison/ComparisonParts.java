package org.tagline.comparison;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.ExternalSplit;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;

/**
 * Makes the splits, by name, that every candidate of a comparison is trained and evaluated on.
 *
 * <p>Each method returns the splits in the order of the runs.
 */
public final class ComparisonParts {
  private static final double TEST_SHARE = 0.2;
  private static final Set<String> SPLIT_VALUES = Set.of("train", "validation", "test");

  private ComparisonParts() {}

  /**
   * Reads every column of a CSV file that assigns films to train, validation and test; a column is
   * taken if its first value is one of these words.
   *
   * @throws IllegalArgumentException if there is no such column
   * @throws IOException if the file cannot be read
   */
  public static Map<String, Split> ofFile(Path file, List<Film> films) throws IOException {
    Map<String, Split> parts = new LinkedHashMap<>();
    List<String> columns;
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      columns =
          csv.stream()
              .findFirst()
              .map(
                  row ->
                      row.getHeader().stream()
                          .filter(
                              name ->
                                  SPLIT_VALUES.contains(
                                      row.findField(name)
                                          .orElse("")
                                          .strip()
                                          .toLowerCase(Locale.ROOT)))
                          .toList())
              .orElse(List.of());
    }
    for (String column : columns) {
      parts.put(column, ExternalSplit.read(file, column, films));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " has no column with the values train and test; see --split in: tagline train --help");
    }
    return parts;
  }

  /**
   * Splits the films into folds for cross-validation: each film is in exactly one test set.
   *
   * @throws IllegalArgumentException for fewer than two folds
   */
  public static Map<String, Split> folds(int count, List<Film> films, long seed) {
    if (count < 2) {
      throw new IllegalArgumentException("at least 2 folds are needed, not " + count);
    }
    List<Split> cuts = new ArrayList<>();
    List<Film> remaining = films;
    for (int fold = count; fold > 1; fold--) {
      Split cut = StratifiedSplitter.split(remaining, 1.0 / fold, 0, seed);
      cuts.add(cut);
      remaining = Split.films(cut.train(), remaining);
    }
    List<List<String>> tests = new ArrayList<>();
    cuts.forEach(cut -> tests.add(cut.test()));
    tests.add(remaining.stream().map(Film::id).toList());
    Map<String, Split> parts = new LinkedHashMap<>();
    for (int fold = 0; fold < count; fold++) {
      Set<String> test = Set.copyOf(tests.get(fold));
      List<String> train = films.stream().map(Film::id).filter(id -> !test.contains(id)).toList();
      parts.put("fold" + (fold + 1), new Split(train, List.of(), tests.get(fold)));
    }
    return parts;
  }

  /**
   * Draws independent random splits, each with a fifth of the films held out.
   *
   * @throws IllegalArgumentException for fewer than one split
   */
  public static Map<String, Split> drawn(int count, List<Film> films, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 run is needed, not " + count);
    }
    Map<String, Split> parts = new LinkedHashMap<>();
    for (int run = 0; run < count; run++) {
      parts.put("run" + (run + 1), StratifiedSplitter.split(films, TEST_SHARE, 0, seed + run));
    }
    return parts;
  }

  /**
   * Writes the splits as a CSV file that {@code train --split} reads: a column {@code id} and one
   * column per split.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Map<String, Split> parts, List<Film> films)
      throws IOException {
    List<String> header = new ArrayList<>(List.of("id"));
    header.addAll(parts.keySet());
    Map<String, Map<String, String>> byId = new LinkedHashMap<>();
    parts.forEach(
        (name, split) -> {
          split.train().forEach(id -> put(byId, id, name, "train"));
          split.validation().forEach(id -> put(byId, id, name, "validation"));
          split.test().forEach(id -> put(byId, id, name, "test"));
        });
    Files.deleteIfExists(file);
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(header);
      for (Film film : films) {
        Map<String, String> values = byId.getOrDefault(film.id(), Map.of());
        if (values.isEmpty()) {
          continue;
        }
        List<@Nullable String> row = new ArrayList<>();
        row.add(film.id());
        parts.keySet().forEach(name -> row.add(values.getOrDefault(name, "")));
        csv.writeRecord(row);
      }
    }
  }

  private static void put(
      Map<String, Map<String, String>> byId, String id, String part, String value) {
    byId.computeIfAbsent(id, i -> new LinkedHashMap<>()).put(part, value);
  }
}
