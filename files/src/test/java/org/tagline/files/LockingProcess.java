package org.tagline.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A process of its own that locks a folder, and says whether it could. */
public final class LockingProcess {
  static final int LOCKED = 3;
  static final int REFUSED = 4;

  private LockingProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Optional<FolderLock> lock = FolderLock.tryTake(Path.of(arguments[0]));
    if (lock.isPresent() && arguments.length > 1) {
      System.out.println("locked");
      Thread.sleep(Long.MAX_VALUE);
    }
    System.exit(lock.isPresent() ? LOCKED : REFUSED);
  }
}
