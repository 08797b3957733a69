package org.tagline.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process of its own that locks a folder, and says whether it could. */
public final class LockingProcess {
  public static final int LOCKED = 3;
  public static final int REFUSED = 4;

  private LockingProcess() {}

  /**
   * Starts the process, whose exit status is {@link #LOCKED} or {@link #REFUSED}.
   *
   * @param how empty; "inside" for a lock file in the folder; "stay" to keep the lock
   */
  public static Process start(Path folder, String... how) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LockingProcess.class.getName(), folder.toString()));
    command.addAll(List.of(how));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> how = List.of(arguments);
    Optional<FolderLock> lock =
        how.contains("inside") ? FolderLock.tryInside(folder) : FolderLock.tryTake(folder);
    if (lock.isPresent() && how.contains("stay")) {
      System.out.println("locked");
      Thread.sleep(Long.MAX_VALUE);
    }
    System.exit(lock.isPresent() ? LOCKED : REFUSED);
  }
}
