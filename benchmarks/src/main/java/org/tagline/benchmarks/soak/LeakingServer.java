package org.tagline.benchmarks.soak;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.tagline.cli.Main;

/**
 * Runs a {@code tagline} command in this process, and leaks next to it. The soak starts it in place
 * of {@link Main} when a leak is planted; nothing that is distributed contains it.
 */
final class LeakingServer {
  /** System property with the names of the {@link Plant}s, separated by commas. */
  static final String PLANTS = "tagline.soak.plants";

  /** System property with the milliseconds from one leak to the next. */
  static final String EVERY_MILLIS = "tagline.soak.millis";

  private static final int MEGABYTE = 1_000_000;
  private static final List<Object> KEPT = new ArrayList<>();

  private LeakingServer() {}

  public static void main(String[] arguments) throws IOException {
    for (String plant : System.getProperty(PLANTS, "").split(",")) {
      start(() -> leakForEver(Plant.valueOf(plant)));
    }
    Main.main(arguments);
  }

  private static void leakForEver(Plant plant) {
    while (true) {
      LockSupport.parkNanos(Long.getLong(EVERY_MILLIS, 1000) * 1_000_000);
      try {
        leak(plant);
      } catch (IOException e) {
        throw new IllegalStateException("cannot open another file", e);
      }
    }
  }

  private static void leak(Plant plant) throws IOException {
    Object leaked =
        switch (plant) {
          case MEMORY -> new byte[MEGABYTE];
          case DESCRIPTORS -> new FileInputStream("/dev/null");
          case THREADS -> start(LeakingServer::waitForEver);
        };
    synchronized (KEPT) {
      KEPT.add(leaked);
    }
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "leak");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
