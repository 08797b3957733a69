package org.tagline.catalogue;

/** Follows an import. Called on the importing thread. */
public interface ImportListener {
  /** Follows nothing. */
  ImportListener NONE = new ImportListener() {};

  /** So many rows were checked; nothing is stored yet. */
  default void checking(long rows) {}

  /** So many of the rows are dealt with, and what they changed is on the disk for good. */
  default void stored(long rows, long total) {}
}
