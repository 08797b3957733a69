package org.tagline.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.Film;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.RejectedRow;

/**
 * Brings files into a catalogue. A file is read twice: first to its end without storing anything,
 * so that a file that cannot be read leaves no trace; then in batches, each one transaction that is
 * on the disk when the listener hears of it. A process killed in between leaves whole batches, and
 * importing the file again completes them. Memory does not grow with the file's texts. Thread-safe.
 */
public final class Importer {
  private static final int BATCH_ROWS = 1_000;
  private static final int BATCH_CHARACTERS = 16_000_000;
  private static final int SAMPLE = 1_000;
  private static final int FEW = 10;

  private final Jdbi jdbi;
  private final Engine engine;

  Importer(Jdbi jdbi, Engine engine) {
    this.jdbi = jdbi;
    this.engine = engine;
  }

  /** Checks and stores one file. */
  public ImportReport importFile(Path file, ImportOptions options, ImportListener listener)
      throws IOException {
    return store(check(file, options, listener), listener);
  }

  /**
   * Reads a file to its end and stores nothing.
   *
   * @throws IOException when it cannot be read, or has a malformed row and the options are strict
   * @throws IllegalArgumentException when its row numbers are those of other films
   */
  public CheckedFile check(Path file, ImportOptions options, ImportListener listener)
      throws IOException {
    long rows = 0;
    long rejected = 0;
    List<RejectedRow> listed = new ArrayList<>();
    Map<String, String> numbered = new HashMap<>();
    try (Rows reader = new Rows(file, options)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        rows++;
        if (entry instanceof RejectedRow row) {
          rejected++;
          if (listed.size() < ImportReport.LISTED) {
            listed.add(row);
          }
        } else if (entry instanceof Film film
            && reader.idsNumberRows()
            && film.rowId() != null
            && numbered.size() < SAMPLE) {
          numbered.put(film.rowId(), film.title());
        }
        if (rows % BATCH_ROWS == 0) {
          listener.checking(rows);
        }
      }
    }
    if (options.strict() && rejected > 0) {
      throw new IOException(
          "%s line %d: %s; nothing was imported, because %s malformed and --strict was given"
              .formatted(
                  file,
                  listed.get(0).line(),
                  listed.get(0).reason(),
                  rejected == 1 ? "this row is" : rejected + " rows are"));
    }
    if (!options.replace()) {
      refuseForeignNumbers(file, numbered);
    }
    return new CheckedFile(file, options, rows, rejected, listed);
  }

  /** Stores a checked file. */
  public ImportReport store(CheckedFile file, ImportListener listener) throws IOException {
    ImportTransactions transactions =
        ImportTransactions.begin(jdbi, engine, file.file().getFileName().toString());
    try (Rows reader = new Rows(file.file(), file.options())) {
      List<Film> batch = new ArrayList<>();
      long characters = 0;
      long rows = 0;
      long rejected = 0;
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        rows++;
        if (entry instanceof Film film) {
          batch.add(film);
          characters += film.text().length();
        } else {
          rejected++;
        }
        if (batch.size() == BATCH_ROWS || characters >= BATCH_CHARACTERS) {
          transactions.store(batch, rejected);
          listener.stored(rows, file.rows());
          batch.clear();
          characters = 0;
          rejected = 0;
        }
      }
      transactions.store(batch, rejected);
      ImportReport report = transactions.finish(file.rejectedRows());
      listener.stored(rows, file.rows());
      return report;
    }
  }

  /**
   * An unnamed index column only numbers the rows of its own file. Two files that both count from 0
   * would silently replace each other's films.
   */
  private void refuseForeignNumbers(Path file, Map<String, String> titles) {
    if (titles.isEmpty()) {
      return;
    }
    Map<String, String> known =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select key, title from movie where key in (<keys>)")
                    .bindList("keys", List.copyOf(titles.keySet()))
                    .reduceRows(
                        new HashMap<String, String>(),
                        (map, row) -> {
                          map.put(
                              row.getColumn("key", String.class),
                              row.getColumn("title", String.class));
                          return map;
                        }));
    long others =
        known.entrySet().stream()
            .filter(film -> !film.getValue().equalsIgnoreCase(titles.get(film.getKey())))
            .count();
    if (others >= FEW && others > known.size() / 2) {
      throw new IllegalArgumentException(
          ("%s numbers its rows like a file imported before, but %d of the first %d numbers are"
                  + " other films there; add --id-prefix %s: to keep both, or --replace")
              .formatted(
                  file,
                  others,
                  known.size(),
                  file.getFileName().toString().replaceAll("\\..*", "")));
    }
  }

  /** The rows of a file as both passes see them. */
  private static final class Rows implements AutoCloseable {
    private final FilmReader reader;
    private final String prefix;
    private final RepeatedIds ids = new RepeatedIds();

    Rows(Path file, ImportOptions options) throws IOException {
      reader = FilmFile.open(file);
      prefix = options.idPrefix();
    }

    boolean idsNumberRows() {
      return reader.idsNumberRows();
    }

    @Nullable Entry next() throws IOException {
      Entry entry = reader.next();
      return entry instanceof Film film ? ids.check(prefixed(film)) : entry;
    }

    private Film prefixed(Film film) {
      return film.rowId() == null || prefix.isEmpty()
          ? film
          : new Film(film.line(), prefix + film.rowId(), film.title(), film.text(), film.tags());
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
