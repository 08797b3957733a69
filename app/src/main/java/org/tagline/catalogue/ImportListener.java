package org.tagline.catalogue;

/** Receives the progress of an import on the importing thread. */
public interface ImportListener {
  /** Ignores all events. */
  ImportListener NONE = new ImportListener() {};

  /** Reports the number of rows checked so far; nothing is stored yet. */
  default void checking(long rows) {}

  /** Reports the number of rows processed so far; their changes are durable. */
  default void stored(long rows, long total) {}
}
