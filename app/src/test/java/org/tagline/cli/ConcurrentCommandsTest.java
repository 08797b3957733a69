package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagline.files.LockingProcess;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;

/** Two commands that write the same files: the second one is refused at once, by a sentence. */
class ConcurrentCommandsTest {
  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();
  private Path home;
  private Path films;

  @BeforeEach
  void begin() throws IOException {
    home = folder.resolve("home");
    films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
    done("import", films, "--home", home);
    done("train", "--as", "first", "--base", "linear", "--home", home);
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "taggers/new; train --as new --base linear; a training of \"new\" is already running here",
        "taggers/first; train --as first --replace --base linear; a training of \"first\"",
        "exported; export first HOME/exported; another export writes",
        "out.jsonl; batch FILMS HOME/out.jsonl; another command is writing",
        "runs/compare-1; compare --candidates linear:c=2 --runs 1; comparison 1 is already running",
        "demo; demo --no-serve; the demo is already running",
        "report.html; explore --html HOME/report.html; another command is writing",
      })
  void aCommandIsRefusedWhileAnotherProcessWritesItsFiles(
      String written, String command, String sentence) throws Exception {
    lock(home.resolve(written));
    Path tagger = new TaggerStore(home).folder("first");
    String before = Files.readString(tagger.resolve("SHA256SUMS"));

    List<Object> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(word.replace("HOME", home.toString()).replace("FILMS", films.toString()));
    }
    words.addAll(List.of("--home", home));
    Run run = Run.tagline(words.toArray());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).containsIgnoringCase(sentence).doesNotContain("disk space");
    assertThat(tagger.resolve("SHA256SUMS")).hasContent(before);
  }

  @Test
  void ofTwoTrainingsOfOneNameOneIsDoneAndOneIsRefused() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Run>> both = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      both.add(
          threads.submit(
              () -> {
                start.await(1, TimeUnit.MINUTES);
                return Run.tagline("train", "--as", "t", "--base", "linear", "--home", home);
              }));
    }
    List<Run> runs = new ArrayList<>();
    for (Future<Run> each : both) {
      runs.add(each.get(2, TimeUnit.MINUTES));
    }
    threads.shutdown();

    assertThat(runs).extracting(Run::status).containsExactlyInAnyOrder(0, 1);
    String refused = runs.get(runs.get(0).status() == 0 ? 1 : 0).err();
    // The second one may also start when the first has ended.
    assertThat(refused).containsAnyOf("is already running here", "already exists");
    TaggerFolder.load(new TaggerStore(home).find("t")).close();
  }

  @Test
  void aTaggerThatAppearsDuringATrainingIsNotReplaced() throws Exception {
    Path target = new TaggerStore(home).folder("late");
    Path output = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", output.toString()).start().waitFor()).isZero();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Run> training =
        thread.submit(
            () ->
                Run.tagline(
                    "train",
                    "--as",
                    "late",
                    "--base",
                    "linear",
                    "--output",
                    output,
                    "--home",
                    home));
    // Opening the pipe waits until the training writes its predictions, just before the tagger.
    try (Stream<String> lines = Files.lines(output)) {
      Files.createDirectories(target);
      Files.writeString(target.resolve("mine"), "precious");
      assertThat(lines).isNotEmpty();
    }
    Run run = training.get(2, TimeUnit.MINUTES);
    thread.shutdown();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("was made by another program meanwhile");
    assertThat(target.resolve("mine")).hasContent("precious");
  }

  /** A training that was killed after it wrote the tagger, before it deleted its checkpoints. */
  @Test
  void aTrainingThatWasKilledAtItsVeryEndIsDone() throws IOException {
    Path checkpoints = new TaggerStore(home).checkpoints("first");
    Path left = Files.createDirectories(checkpoints.resolve("step-000000001")).resolve("state");
    Path tagger = new TaggerStore(home).folder("first");
    Files.writeString(left, "x");
    Files.setLastModifiedTime(left, Files.getLastModifiedTime(tagger.resolve("tagline.json")));

    done("train", "--as", "first", "--resume", "--base", "linear", "--home", home);

    assertThat(checkpoints).doesNotExist();
  }

  private void lock(Path path) throws IOException {
    Process process = LockingProcess.start(path, "stay");
    processes.add(process);
    while (process.getInputStream().read() != '\n') {
      assertThat(process.isAlive()).isTrue();
    }
  }

  private static void done(Object... command) {
    Run run = Run.tagline(command);
    assertThat(run.status()).as(run.err()).isZero();
  }
}
