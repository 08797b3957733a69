package org.tagline.cli.console;

import java.io.IOException;

/**
 * Ends this process when the process that started it for a run has ended. It then finds the end of
 * its standard input, which is a pipe to which the other process writes nothing.
 */
public final class ParentProcess {
  /** System property that is true in a process started for a run. */
  public static final String PROPERTY = "tagline.parent";

  private static final int STATUS = 143;

  private ParentProcess() {}

  /** Follows the process at the other end of standard input, if {@link #PROPERTY} is true. */
  public static void follow() {
    if (Boolean.getBoolean(PROPERTY)) {
      Thread watcher = new Thread(ParentProcess::watch, "parent process");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      // The pipe is broken.
    }
    // Halt, because nothing waits for an orderly end.
    Runtime.getRuntime().halt(STATUS);
  }
}
