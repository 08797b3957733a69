package org.tagline.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.Database;
import org.tagline.catalogue.database.DatabaseBusyException;
import org.tagline.catalogue.database.DatabaseLock;

/**
 * Imports files into a catalogue, one import at a time. Reads a file twice: the first pass stores
 * nothing, so that an unreadable file leaves no trace; the second stores batches, each in one
 * transaction that is durable when the listener is told. A killed process leaves whole batches, and
 * importing the file again completes them. Memory does not grow with the size of the file's texts.
 * Thread-safe.
 */
public final class Importer {
  /** The wait for another import if none is given. */
  public static final Duration WAIT = Duration.ofMinutes(10);

  private static final String LOCK = "import";

  private final Database database;

  Importer(Database database) {
    this.database = database;
  }

  /**
   * Checks and stores a file, after waiting up to {@link #WAIT} for another import.
   *
   * @throws DatabaseBusyException if another import does not finish in time
   */
  public ImportReport importFile(Path file, ImportOptions options, ImportListener listener)
      throws IOException {
    try (ImportSession session = begin(WAIT, since -> {})) {
      return session.store(session.check(file, options, listener), listener);
    }
  }

  /**
   * Begins an import.
   *
   * @param wait the longest wait for another import
   * @param waiting called once if another import is running, with the time since which it runs or
   *     null if that is unknown
   * @throws DatabaseBusyException if another import does not finish in time
   */
  public ImportSession begin(Duration wait, Consumer<@Nullable Instant> waiting)
      throws IOException {
    DatabaseLock lock = database.lock(LOCK, wait, waiting);
    if (lock == null) {
      Instant since = database.heldSince(LOCK);
      throw new DatabaseBusyException(
          "another import is running"
              + (since == null ? "" : " since " + since)
              + "; wait for it to finish and run the same command again",
          null);
    }
    return new ImportSession(database, lock);
  }
}
