package org.tagline.cli.console;

import java.util.Optional;

/** Ends this process when the process that started it for a run has ended. */
public final class ParentProcess {
  /** System property with the id of the process to follow. */
  public static final String PROPERTY = "tagline.parent";

  private static final int STATUS = 143;

  private ParentProcess() {}

  /** Follows the process in {@link #PROPERTY}, if it is set. */
  public static void follow() {
    Long pid = Long.getLong(PROPERTY);
    if (pid == null) {
      return;
    }
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    if (parent.isEmpty()) {
      Runtime.getRuntime().halt(STATUS);
    }
    // Halt, because nothing waits for an orderly end.
    parent.orElseThrow().onExit().thenRun(() -> Runtime.getRuntime().halt(STATUS));
  }
}
