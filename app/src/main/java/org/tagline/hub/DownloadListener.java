package org.tagline.hub;

/** Is told how a download goes, on the thread that downloads. */
public interface DownloadListener {
  /** Hears nothing. */
  DownloadListener SILENT =
      new DownloadListener() {
        @Override
        public void started(String what, long bytes) {}

        @Override
        public void arrived(long bytes) {}
      };

  /**
   * Before the first byte.
   *
   * @param what the base's name
   * @param bytes of all files together
   */
  void started(String what, long bytes);

  /** How many of those bytes are here; falls where a file has to begin anew. */
  void arrived(long bytes);
}
