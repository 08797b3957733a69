package org.tagline.cli.console;

import java.util.Optional;

/** Ends this process when the one that started it for a run is gone, however it went. */
public final class ParentProcess {
  /** Names the process to follow. */
  public static final String PROPERTY = "tagline.parent";

  private static final int STATUS = 143;

  private ParentProcess() {}

  /** Follows the process named, if one is. */
  public static void follow() {
    Long pid = Long.getLong(PROPERTY);
    if (pid == null) {
      return;
    }
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    if (parent.isEmpty()) {
      Runtime.getRuntime().halt(STATUS);
    }
    // Not exit: nobody is there any more to wait for an orderly end.
    parent.orElseThrow().onExit().thenRun(() -> Runtime.getRuntime().halt(STATUS));
  }
}
