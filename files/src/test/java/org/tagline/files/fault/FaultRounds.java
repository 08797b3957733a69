package org.tagline.files.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagline.files.Folders;
import org.tagline.files.fault.Faults.Mode;
import org.tagline.files.fault.Faults.Operation;

/**
 * Fails every operation of an action in turn, in three ways, and checks what is on the disk after
 * each failure and after the action was run again.
 *
 * <p>{@code -Dtagline.faults=1} tries every operation of every action; the default of an action
 * that is slow tries a part of them.
 */
public final class FaultRounds {
  private static final String LEFT_OVER =
      ".*(\\.tagline-(lock|part|old|gone)|\\.incomplete|\\.part|part-\\d+)";

  private final String name;
  private final Path place;
  private final int step;
  private Action prepare = folder -> {};
  private String kept = "-";
  private Check check = (folder, acknowledged) -> {};

  /** A step of a round. */
  @FunctionalInterface
  public interface Action {
    void in(Path folder) throws Exception;
  }

  /** Checks what is on the disk. */
  @FunctionalInterface
  public interface Check {
    /**
     * Checks a folder after a failure or after a run that succeeded.
     *
     * @param acknowledged whether the last run of the action returned normally
     */
    void of(Path folder, boolean acknowledged) throws Exception;
  }

  private FaultRounds(String name, Path place, int step) {
    this.name = name;
    this.place = place;
    this.step = Integer.getInteger("tagline.faults", step);
  }

  /** Creates rounds that fail every operation. */
  public static FaultRounds of(String name, Path place) {
    return new FaultRounds(name, place, 1);
  }

  /** Creates rounds that fail every {@code step}-th operation by default. */
  public static FaultRounds of(String name, Path place, int step) {
    return new FaultRounds(name, place, step);
  }

  /** Sets what is done without faults at the beginning of each round. */
  public FaultRounds prepare(Action action) {
    prepare = action;
    return this;
  }

  /** Sets the check after a failure, and after the next run. */
  public FaultRounds check(Check what) {
    check = what;
    return this;
  }

  /** Sets which files may stay or not be forced, because they can be deleted at any time. */
  public FaultRounds keeping(String names) {
    kept = names;
    return this;
  }

  /** Runs the rounds in every mode, and prints how many operations were tried. */
  public void run(Action action) throws Exception {
    for (Mode mode : List.of(Mode.FAIL, Mode.KILL, Mode.POWER_LOSS)) {
      Map<Operation, Integer> tried = new EnumMap<>(Operation.class);
      int operation = 1;
      while (round(mode, operation, action, tried)) {
        operation += step;
      }
      String counts =
          tried.entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue())
              .collect(Collectors.joining(", "));
      System.out.printf("faults: %s, %s: %s%n", name, mode, counts);
      assertThat(tried).as("operations of %s", name).isNotEmpty();
    }
  }

  private boolean round(Mode mode, int operation, Action action, Map<Operation, Integer> tried)
      throws Exception {
    FaultyFileSystem system =
        FileSystems.getDefault() instanceof FaultyFileSystem ofTheProcess
            ? ofTheProcess
            : FaultyFileSystem.create();
    Path folder = Files.createDirectory(place.resolve(mode + "-" + operation));
    prepare.in(folder);
    system.faults().arm(folder, mode, operation);
    boolean acknowledged = false;
    Throwable problem = null;
    try {
      action.in(system.path(folder));
      // A process that was killed reports nothing.
      acknowledged = mode == Mode.FAIL;
    } catch (IOException | UncheckedIOException e) {
      problem = e;
    }
    Operation failed = system.faults().failed();
    List<String> log = system.faults().log();
    List<String> notForced = system.faults().notForced();
    system.faults().disarm();
    try {
      if (failed == null) {
        assertThat(problem).as("without a fault").isNull();
      }
      if (acknowledged) {
        assertThat(notForced)
            .as("acknowledged but not forced")
            .allMatch(path -> path.matches(LEFT_OVER) || path.matches(kept));
      }
      if (failed != null) {
        tried.merge(failed, 1, Integer::sum);
        check.of(folder, acknowledged);
        action.in(system.path(folder));
      }
      check.of(folder, true);
      assertThat(leftOvers(folder)).as("left over").isEmpty();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "%s, %s at operation %d of %s; it had reported %s"
              .formatted(name, mode, operation, log, problem),
          e);
    }
    Folders.delete(folder);
    return failed != null;
  }

  private List<Path> leftOvers(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(LEFT_OVER))
          .filter(path -> !path.getFileName().toString().matches(kept))
          .toList();
    }
  }
}
