package org.tagline.files.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagline.files.Folders;
import org.tagline.files.fault.Faults.Mode;
import org.tagline.files.fault.Faults.Operation;

/**
 * Fails every operation of an action in turn, in three ways, and checks what is on the disk after
 * each failure and after the action was run again.
 *
 * <p>An action that is slow is tried with a part of its operations: of writes to one file in a row
 * the first and the last, and of all that is left as many as given, spread evenly. {@code
 * -Dtagline.faults=N} sets that number; 0 stands for every operation, also of writes in a row.
 */
public final class FaultRounds {
  private static final String LEFT_OVER =
      ".*(\\.tagline-(lock|part|old|gone)|\\.incomplete|\\.part|part-\\d+)";

  /** Number of operations in the message of a failure. */
  private static final int SHOWN = 30;

  private final String name;
  private final Path place;
  private final int most;
  private Action prepare = folder -> {};
  private String kept = "-";
  private Action end = folder -> {};
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

  private FaultRounds(String name, Path place, int most) {
    this.name = name;
    this.place = place;
    this.most = most == 0 ? 0 : Integer.getInteger("tagline.faults", most);
  }

  /** Creates rounds that fail every operation. */
  public static FaultRounds of(String name, Path place) {
    return new FaultRounds(name, place, 0);
  }

  /** Creates rounds that fail at most the given number of operations in each mode by default. */
  public static FaultRounds of(String name, Path place, int most) {
    return new FaultRounds(name, place, most);
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

  /** Sets a check at the end of each round, after a run that succeeded. */
  public FaultRounds atEnd(Action what) {
    end = what;
    return this;
  }

  /** Runs the rounds in every mode, and prints how many operations were tried. */
  public void run(Action action) throws Exception {
    List<String> log = round(Mode.COUNT, 0, action, new EnumMap<>(Operation.class));
    for (Mode mode : List.of(Mode.FAIL, Mode.KILL, Mode.POWER_LOSS)) {
      Map<Operation, Integer> tried = new EnumMap<>(Operation.class);
      for (int operation : chosen(log)) {
        round(mode, operation, action, tried);
      }
      String counts =
          tried.entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue())
              .collect(Collectors.joining(", "));
      System.out.printf("faults: %s, %s, of %d: %s%n", name, mode, log.size(), counts);
      assertThat(tried).as("operations of %s", name).isNotEmpty();
    }
  }

  /** Returns the numbers of the operations to fail, counted from 1. */
  private List<Integer> chosen(List<String> log) {
    List<Integer> distinct = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      boolean inside =
          i > 0
              && i + 1 < log.size()
              && log.get(i).equals(log.get(i - 1))
              && log.get(i).equals(log.get(i + 1));
      if (most == 0 || !inside) {
        distinct.add(i + 1);
      }
    }
    if (most == 0 || distinct.size() <= most) {
      return distinct;
    }
    double step = (double) distinct.size() / most;
    return IntStream.range(0, most).mapToObj(i -> distinct.get((int) (step * (i + 0.5)))).toList();
  }

  private List<String> round(Mode mode, int operation, Action action, Map<Operation, Integer> tried)
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
      end.in(folder);
      // A lock file whose deletion failed locks nothing; the next writer of that name deletes it.
      String mayStay = failed == Operation.DELETE ? "\\..*\\.tagline-lock|" + kept : kept;
      assertThat(leftOvers(folder, mayStay)).as("left over").isEmpty();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "%s, %s at operation %d, the last of %s; it had reported %s"
              .formatted(
                  name,
                  mode,
                  operation,
                  log.subList(Math.max(0, log.size() - SHOWN), log.size()),
                  problem),
          e);
    }
    Folders.delete(folder);
    return log;
  }

  private static List<Path> leftOvers(Path folder, String mayStay) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(LEFT_OVER))
          .filter(path -> !path.getFileName().toString().matches(mayStay))
          .toList();
    }
  }
}
