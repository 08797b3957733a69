package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.database.DatabaseBusyException;
import org.tagline.catalogue.database.DatabaseLock;

/**
 * Uses a catalogue while another connection is in the middle of a write transaction: every read
 * succeeds, and every write fails within its time limit. The lists of operations are made from the
 * classes, so a new operation is covered without a change here.
 */
abstract class BusyCatalogueContract {
  /** More operations at once than the catalogue has connections. */
  private static final int CALLERS = 24;

  private static final Set<String> WRITES =
      Set.of(
          "Flags.add",
          "Flags.review",
          "Comparisons.begin",
          "Comparisons.add",
          "Comparisons.finish");

  @TempDir Path folder;

  private Catalogue catalogue;
  private @Nullable Connection writer;
  private long flag;

  /** An operation and its name. */
  private record Operation(String name, ThrowingCallable call) {}

  /** Opens the test's own database, empty the first time. */
  abstract Catalogue open() throws IOException;

  /** Opens another connection, and writes there like an import without committing. */
  abstract Connection hold() throws SQLException;

  @BeforeEach
  void write() throws IOException {
    catalogue = open();
    importFile();
    flag = catalogue.flags().add(report()).id();
    long comparison = catalogue.comparisons().begin("print", "{}");
    catalogue.comparisons().add(comparison, run("first"));
    catalogue.close();
    // The connections of a catalogue that was just opened are not connected yet.
    catalogue = open();
  }

  @AfterEach
  void close() throws SQLException {
    if (writer != null) {
      writer.close();
    }
    catalogue.close();
  }

  @Test
  void everyReadSucceedsDuringAnImport() throws Throwable {
    List<Operation> reads = operations().filter(one -> !WRITES.contains(one.name())).toList();
    assertThat(reads)
        .extracting(Operation::name)
        .contains(
            "Catalogue.films",
            "Catalogue.version",
            "Search.find",
            "Search.tags",
            "Flags.list",
            "Comparisons.runs");
    writer = hold();
    for (Operation read : reads) {
      read.call().call();
    }
    try (Catalogue another = open()) {
      assertThat(another.count()).isEqualTo(2);
    }
  }

  /** The writers wait for all connections for writing and for the lock, at the same time. */
  @Test
  void everyReadSucceedsWhileWritersWaitAndEveryWriterIsToldToTryAgain() throws Exception {
    writer = hold();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Operation> writes =
          new ArrayList<>(operations().filter(one -> WRITES.contains(one.name())).toList());
      assertThat(writes).hasSameSizeAs(WRITES);
      List<Future<String>> waiting = new ArrayList<>();
      // Imports wait for each other much longer than for the database, so there is one.
      waiting.add(threads.submit(() -> outcome(new Operation("import", this::importFile))));
      for (int i = 1; i < CALLERS; i++) {
        Operation write = writes.get(i % writes.size());
        waiting.add(threads.submit(() -> outcome(write)));
      }
      for (Operation read : operations().filter(one -> !WRITES.contains(one.name())).toList()) {
        assertThat(outcome(read)).as(read.name()).isEqualTo("done");
      }
      assertThat(waiting).as("a writer that still waits").anyMatch(write -> !write.isDone());
      for (Future<String> write : waiting) {
        assertThat(write.get(90, TimeUnit.SECONDS)).isEqualTo("DatabaseBusyException");
      }
    } finally {
      threads.shutdownNow();
    }
    writer.close();
    assertThat(importFile().unchanged()).isEqualTo(2);
  }

  @Test
  void aSecondImportWaitsAndThenSaysSinceWhenTheFirstIsRunning() throws IOException {
    List<String> since = new ArrayList<>();
    try (ImportSession first = catalogue.importer().begin(Duration.ZERO, time -> {});
        Catalogue another = open()) {
      for (Catalogue one : List.of(catalogue, another)) {
        assertThatThrownBy(
                () ->
                    one.importer()
                        .begin(Duration.ofMillis(100), time -> since.add(String.valueOf(time))))
            .isInstanceOf(DatabaseBusyException.class)
            .hasMessageMatching(
                "another import is running since 20[-0-9]+T[:0-9]+Z; wait for it to finish and run"
                    + " the same command again");
      }
      assertThat(first).isNotNull();
    }
    assertThat(since).hasSize(2).allMatch(time -> time.startsWith("20"));
    try (ImportSession next = catalogue.importer().begin(Duration.ZERO, time -> {})) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void oneComparisonRunsOnceAtATime() throws IOException {
    try (DatabaseLock first = catalogue.comparisons().lock("print");
        DatabaseLock other = catalogue.comparisons().lock("other");
        Catalogue another = open()) {
      assertThat(first).isNotEqualTo(other);
      for (Catalogue one : List.of(catalogue, another)) {
        assertThatThrownBy(() -> one.comparisons().lock("print"))
            .isInstanceOf(DatabaseBusyException.class)
            .hasMessageContaining("the same comparison is already running");
      }
    }
    catalogue.comparisons().lock("print").close();
  }

  @Test
  void aRunThatIsStoredTwiceKeepsTheFirst() {
    Comparisons comparisons = catalogue.comparisons();
    comparisons.add(1, new Comparisons.StoredRun("linear", "first", "{\"later\":1}", ""));
    assertThat(comparisons.runs(1)).containsExactly(run("first"));
  }

  /** Two files that number their films from 0: one import must see what the other stored. */
  @Test
  void importsOfOtherFilmsWithEqualIdsNeverReplaceEachOther() throws Exception {
    Path films = numbered("Film");
    Path series = numbered("Series");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Catalogue another = open()) {
      Future<String> one = threads.submit(() -> outcome(importing(catalogue, films)));
      Future<String> other = threads.submit(() -> outcome(importing(another, series)));
      assertThat(List.of(one.get(), other.get()))
          .containsExactlyInAnyOrder("done", "IllegalArgumentException");
      assertThat(
              catalogue.films().stream()
                  .filter(film -> film.id().startsWith("n"))
                  .map(film -> film.title().split(" ")[0])
                  .distinct())
          .hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Operation importing(Catalogue catalogue, Path file) {
    return new Operation(
        "import",
        () -> catalogue.importer().importFile(file, ImportOptions.DEFAULT, ImportListener.NONE));
  }

  private Path numbered(String kind) throws IOException {
    StringBuilder csv = new StringBuilder("id,title,text\n");
    for (int i = 0; i < 3_000; i++) {
      csv.append("n%d,%s %d,A %s.%n".formatted(i, kind, i, kind));
    }
    return Files.writeString(folder.resolve(kind + ".csv"), csv);
  }

  private static String outcome(Operation operation) {
    try {
      operation.call().call();
      return "done";
    } catch (Throwable e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Returns the public operations of the catalogue and its parts, with arguments. */
  private Stream<Operation> operations() {
    return Stream.of(catalogue, catalogue.search(), catalogue.flags(), catalogue.comparisons())
        .flatMap(
            part ->
                Stream.of(part.getClass().getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> !Set.of("close", "lock").contains(method.getName()))
                    .map(method -> operation(part, method)));
  }

  private Operation operation(Object part, Method method) {
    Object[] arguments =
        Stream.of(method.getParameterTypes()).map(type -> argument(method, type)).toArray();
    return new Operation(
        part.getClass().getSimpleName() + "." + method.getName(),
        () -> {
          try {
            method.invoke(part, arguments);
          } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private @Nullable Object argument(Method method, Class<?> type) {
    Consumer<Object> ignoring = film -> {};
    Map<Class<?>, Object> values =
        Map.of(
            long.class,
            method.getDeclaringClass() == Flags.class ? flag : 1L,
            int.class,
            1,
            String.class,
            "house",
            Consumer.class,
            ignoring,
            List.class,
            List.of("sea"),
            Flag.State.class,
            Flag.State.OPEN,
            Flag.Report.class,
            report(),
            Comparisons.StoredRun.class,
            run("second"));
    assertThat(values).as("add an argument for %s", method).containsKey(type);
    return values.get(type);
  }

  private static Flag.Report report() {
    return new Flag.Report(
        null, "", "Nobody comes.", "first", List.of("cult"), List.of("sea"), "Ann", "");
  }

  private static Comparisons.StoredRun run(String part) {
    return new Comparisons.StoredRun("linear", part, "{}", "");
  }

  private ImportReport importFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("films.csv"),
            "id,title,synopsis,tags\n1,Up,A house flies.,cult|sea\n2,Down,A house falls.,\n");
    return catalogue.importer().importFile(file, ImportOptions.DEFAULT, ImportListener.NONE);
  }

  /** Writes to the tables that an import writes to, without committing. */
  static void writeLikeAnImport(Statement statement) throws SQLException {
    statement.execute("insert into import (file_name, started_at) values ('x', 1)");
    statement.execute("update import set imported = imported + 1");
    statement.execute("update film set title = 'changed', synopsis = 'another house'");
    statement.execute("delete from film_tag");
    statement.execute("insert into film_tag select id, 0, 'new' from film");
  }
}
