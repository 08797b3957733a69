package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.files.FolderLock;
import org.tagline.files.fault.FaultRounds;
import org.tagline.files.fault.Faults;
import org.tagline.files.fault.FaultyFileSystem;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.MajorityRecipe;
import org.tagline.learn.Recipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;

class TaggerFaultsTest {
  private static final String TEXT = "A ghost walks.";
  private static final List<Film> FILMS = films();
  private static final Split SPLIT = StratifiedSplitter.split(FILMS, 0.25, 0, 1);

  private static Tagger old;
  private static Tagger fresh;

  @TempDir Path place;

  @BeforeAll
  static void train() throws IOException {
    old = made(new MajorityRecipe(1));
    fresh = made(new LinearRecipe(LinearPlan.DEFAULT));
  }

  @AfterAll
  static void close() {
    old.close();
    fresh.close();
  }

  @Test
  void afterAnyFaultTheTaggerIsTheOldOneOrTheNewOne() throws Exception {
    FaultRounds.of("tagger replaced", place)
        .prepare(home -> TaggerFolder.write(store(home).folder("t"), old, SPLIT))
        .check(
            (home, acknowledged) -> {
              assertThat(store(home).all()).hasSize(1);
              try (Tagger found = TaggerFolder.load(store(home).find("t"))) {
                Tagger expected = acknowledged || isFresh(found) ? fresh : old;
                assertThat(found.probabilities(TEXT)).isEqualTo(expected.probabilities(TEXT));
              }
            })
        .run(home -> TaggerFolder.write(store(home).folder("t"), fresh, SPLIT));
  }

  @Test
  void afterAnyFaultANewTaggerIsWholeOrMissing() throws Exception {
    FaultRounds.of("tagger created", place)
        .check(
            (home, acknowledged) -> {
              if (acknowledged || store(home).exists("t")) {
                TaggerFolder.load(store(home).find("t")).close();
              } else {
                assertThat(store(home).all()).isEmpty();
              }
            })
        .run(home -> TaggerFolder.write(store(home).folder("t"), fresh, SPLIT));
  }

  /** Replaces the tagger before each read in turn; its files must never be mixed. */
  @Test
  void aTaggerThatIsReplacedWhileItIsReadIsTheOldOneOrTheNewOne() throws IOException {
    for (int operation = 1, read = 1; operation <= read; operation++) {
      FaultyFileSystem system = FaultyFileSystem.create();
      Path home = Files.createDirectory(place.resolve("home" + operation));
      Path folder = store(home).folder("t");
      TaggerFolder.write(folder, old, SPLIT);
      system.faults().arm(folder, operation, () -> replace(folder));
      try (Tagger found = TaggerFolder.load(system.path(folder))) {
        Tagger expected = isFresh(found) ? fresh : old;
        assertThat(found.probabilities(TEXT))
            .as("operation %d", operation)
            .isEqualTo(expected.probabilities(TEXT));
      }
      read = (int) system.faults().count();
      assertThat(system.faults().log()).isNotEmpty();
    }
  }

  @Test
  void aTaggerThatOnlyHasItsOldNameIsPutBack() throws IOException {
    for (String ending : List.of("-old", ".tagline-old")) {
      Path home = Files.createDirectory(place.resolve("home" + ending));
      Path folder = store(home).folder("t");
      TaggerFolder.write(folder, old, SPLIT);
      Files.move(folder, folder.resolveSibling(".t" + ending));

      assertThat(store(home).find(null)).isEqualTo(folder);

      TaggerFolder.load(folder).close();
      try (Stream<Path> entries = Files.list(folder.getParent())) {
        assertThat(entries).containsExactly(folder);
      }
    }
  }

  @Test
  void aTaggerIsFoundWhileItIsBeingReplaced() throws Exception {
    Path folder = store(place).folder("t");
    Path gone = folder.resolveSibling(".t.tagline-old");
    TaggerFolder.write(folder, old, SPLIT);
    try (FolderLock lock = store(place).lock("t")) {
      Files.move(lock.folder(), gone);
      Thread writer =
          new Thread(
              () -> {
                try {
                  Thread.sleep(50);
                  Files.move(gone, folder);
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      writer.start();
      assertThat(store(place).find("t")).isEqualTo(folder);
      writer.join();
    }
  }

  @Test
  void aSecondTrainingOfTheNameIsRefused() throws IOException {
    try (FolderLock lock = store(place).lock("t")) {
      assertThat(lock.folder()).isEqualTo(store(place).folder("t"));
      assertThatThrownBy(() -> store(place).lock("t"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a training of \"t\" is already running here");
      store(place).lock("other").close();
    }
  }

  @Test
  void withoutFaultsAFolderIsForcedBeforeItIsRenamed() throws IOException {
    FaultyFileSystem system = FaultyFileSystem.create();
    system.faults().arm(place, Faults.Mode.COUNT, 0);
    TaggerFolder.write(store(system.path(place)).folder("t"), fresh, SPLIT);
    List<String> log = system.faults().log();
    int renamed = log.indexOf("RENAME taggers/t");
    assertThat(log.lastIndexOf("FORCE taggers/.t.tagline-part")).isLessThan(renamed).isPositive();
    assertThat(log.lastIndexOf("FORCE taggers")).isGreaterThan(renamed);
    long files;
    try (Stream<Path> entries = Files.list(store(place).folder("t"))) {
      files = entries.count();
    }
    assertThat(log.subList(0, renamed).stream().filter(line -> line.startsWith("FORCE")).count())
        .as("all files and the folder")
        .isEqualTo(files + 1);
  }

  private static void replace(Path folder) {
    try {
      TaggerFolder.write(folder, fresh, SPLIT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFresh(Tagger tagger) {
    return tagger.info().base().equals(fresh.info().base());
  }

  private static TaggerStore store(Path home) {
    return new TaggerStore(home, null);
  }

  private static Tagger made(Recipe recipe) throws IOException {
    return new TaggerTrainer(
            new TrainingRequest("t", recipe, Task.SINGLE, TagSet.of(FILMS), FILMS, SPLIT),
            TaggerListener.NONE)
        .make(null, false)
        .tagger();
  }

  private static List<Film> films() {
    List<Film> films = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean ghost = i % 5 < 2;
      String text = "Night " + i + ". " + (ghost ? "A ghost haunts." : "The judge listens.");
      films.add(new Film("f" + i, "Film " + i, text, List.of(ghost ? "paranormal" : "dramatic")));
    }
    return films;
  }
}
