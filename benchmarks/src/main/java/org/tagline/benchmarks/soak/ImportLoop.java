package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.benchmarks.harness.ServeProcess;
import org.tagline.benchmarks.importing.InventedFilms;

/**
 * Imports beside the server, each in a process of its own. The first ones bring new films, later
 * ones new texts of these films, so that the catalogue stops growing.
 */
final class ImportLoop {
  private static final int CHARACTERS = 800;

  private final SoakPlan plan;
  private final Path folder;
  private final List<String> place;
  private final List<String> problems = new ArrayList<>();
  private final Thread thread = new Thread(this::repeat, "imports");
  private int done;
  private boolean stopping;

  private ImportLoop(SoakPlan plan, Path folder, List<String> place) {
    this.plan = plan;
    this.folder = folder;
    this.place = place;
    thread.setDaemon(true);
  }

  /**
   * Starts the imports.
   *
   * @param folder a folder for the imported file and the log
   * @param place the options that name the catalogue
   */
  static ImportLoop start(SoakPlan plan, Path folder, List<String> place) {
    ImportLoop loop = new ImportLoop(plan, folder, place);
    loop.thread.start();
    return loop;
  }

  /** Lets the current import end, and starts no other. */
  void stop() throws InterruptedException {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    thread.join();
  }

  /** Returns the number of imports that succeeded. */
  synchronized int done() {
    return done;
  }

  /** Returns the messages of the imports that failed. */
  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns the number of films that the catalogue must have. */
  synchronized long films() {
    return (long) Math.min(done, SoakPlan.NEW_IMPORTS) * plan.filmsPerImport();
  }

  private void repeat() {
    try {
      do {
        once();
      } while (!stopped(plan.importPause().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws InterruptedException {
    Path csv = folder.resolve("beside.csv");
    int number = done();
    try {
      new InventedFilms(plan.filmsPerImport(), CHARACTERS)
          .write(csv, number % SoakPlan.NEW_IMPORTS * plan.filmsPerImport(), number);
      List<String> command = new ArrayList<>(List.of("import", csv.toString()));
      command.addAll(place);
      ServeProcess.command(folder.resolve("import.log"), command);
      synchronized (this) {
        done++;
      }
    } catch (IOException e) {
      synchronized (this) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Waits, and returns whether the loop was told to stop. */
  private synchronized boolean stopped(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; left > 0 && !stopping; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return stopping;
  }
}
