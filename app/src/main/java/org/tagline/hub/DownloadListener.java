package org.tagline.hub;

/** Receives the progress of a download on the downloading thread. */
public interface DownloadListener {
  /** Ignores all events. */
  DownloadListener SILENT =
      new DownloadListener() {
        @Override
        public void started(String what, long bytes) {}

        @Override
        public void arrived(long bytes) {}
      };

  /**
   * Reports the start of a download.
   *
   * @param what the name of the base
   * @param bytes the total size of all files
   */
  void started(String what, long bytes);

  /** Reports the number of bytes on the disk; it decreases when a file starts over. */
  void arrived(long bytes);
}
