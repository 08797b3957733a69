package org.tagline.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.catalogue.database.Database;
import org.tagline.catalogue.database.DatabaseLock;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;

/**
 * An import of one or more files, during which nobody else can import into the catalogue: what was
 * checked still holds when it is stored. Not thread-safe.
 */
public final class ImportSession implements AutoCloseable {
  private static final int BATCH_ROWS = 1_000;
  private static final int BATCH_CHARACTERS = 16_000_000;

  private final Database database;
  private final DatabaseLock lock;

  ImportSession(Database database, DatabaseLock lock) {
    this.database = database;
    this.lock = lock;
  }

  /**
   * Reads a file completely without storing anything.
   *
   * @throws IOException if it cannot be read, or has a malformed row and the options are strict
   * @throws IllegalArgumentException if most of its ids belong to other films
   */
  public CheckedFile check(Path file, ImportOptions options, ImportListener listener)
      throws IOException {
    long rows = 0;
    long rejected = 0;
    List<RejectedRow> listed = new ArrayList<>();
    ForeignIds ids = new ForeignIds();
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new IOException(file + " can be read only once; save it to a file and import that");
    }
    try (ImportRows reader = new ImportRows(file, options)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        rows++;
        if (entry instanceof RejectedRow row) {
          rejected++;
          if (listed.size() < ImportReport.LISTED) {
            listed.add(row);
          }
        } else if (entry instanceof FilmRow film) {
          ids.add(film);
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
      ids.check(database, file);
    }
    return new CheckedFile(file, options, rows, rejected, listed);
  }

  /** Stores a checked file. */
  public ImportReport store(CheckedFile file, ImportListener listener) throws IOException {
    ImportTransactions transactions =
        ImportTransactions.begin(lock, database.dialect(), file.file().getFileName().toString());
    try (ImportRows reader = new ImportRows(file.file(), file.options())) {
      List<FilmRow> batch = new ArrayList<>();
      long characters = 0;
      long rows = 0;
      long rejected = 0;
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        rows++;
        if (entry instanceof FilmRow film) {
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

  /** Lets others import. */
  @Override
  public void close() {
    lock.close();
  }
}
