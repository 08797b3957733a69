package org.tagline.catalogue.database;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;

/** A lock on the catalogue that is held until it is closed. Not thread-safe. */
public interface DatabaseLock extends AutoCloseable {
  /**
   * Writes in one transaction, which is durable when this returns.
   *
   * @throws DatabaseBusyException if another writer does not finish in time
   * @throws RuntimeException if the lock was lost with its connection; nothing is written then
   */
  <R> R write(HandleCallback<R, RuntimeException> callback);

  /** Writes in one transaction without a result. */
  default void useWrite(HandleConsumer<RuntimeException> consumer) {
    write(consumer.asCallback());
  }

  @Override
  void close();
}
