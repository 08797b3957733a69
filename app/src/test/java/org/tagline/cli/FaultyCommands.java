package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Flag;
import org.tagline.files.fault.FaultRounds;
import org.tagline.files.fault.FaultyFileSystem;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerStore;

/**
 * Runs commands in a process whose default file system has faults. SQLite and the native libraries
 * open their files themselves, so their operations do not count.
 */
public final class FaultyCommands {
  /** The lock file of a killed process stays if its file is complete and nothing is to be done. */
  private static final String LOCK_FILE = "\\..*\\.tagline-lock";

  private static final String TEXT = "A ghost haunts the old house.";

  private final Path place;
  private final Path home;
  private final Path base;
  private final int rounds;

  private FaultyCommands(Path place, int rounds) throws IOException {
    this.place = place;
    this.rounds = rounds;
    home = place.resolve("home");
    base = TinyBaseFolder.write(place.resolve("base"));
    Path films = TinyBaseFolder.films(place.resolve("films.csv"), 24);
    done("import", films, "--home", home);
    done(train(home, "linear", "linear"));
    done(train(home, "tiny", base.toString()));
  }

  /** Runs the commands in the given folder, failing the given number of operations of each. */
  public static void main(String[] arguments) throws Exception {
    assertThat(FileSystems.getDefault()).isInstanceOf(FaultyFileSystem.class);
    FaultyCommands commands =
        new FaultyCommands(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    commands.training("linear", "linear");
    commands.training("encoder", commands.base.toString());
    commands.replacing();
    commands.exports();
    commands.files();
    System.exit(0);
  }

  private void training(String name, String with) throws Exception {
    rounds("train " + name)
        .check(
            (folder, acknowledged) -> {
              loads(folder, "linear");
              loads(folder, "tiny");
              if (acknowledged || store(folder).exists("new")) {
                loads(folder, "new");
              }
              Path output = folder.resolve("output.jsonl");
              if (acknowledged || Files.exists(output)) {
                assertThat(output).content().endsWith("}\n");
              }
            })
        .atEnd(folder -> assertThat(folder.resolve("runs/new/checkpoints")).doesNotExist())
        .run(
            folder ->
                done(
                    Stream.concat(
                            Stream.of(train(folder, "new", with)),
                            Stream.of("--resume", "--output", folder.resolve("output.jsonl")))
                        .toArray()));
  }

  private void replacing() throws Exception {
    rounds("train --replace")
        .check(
            (folder, acknowledged) -> {
              TaggerInfo info = loads(folder, "tiny");
              if (acknowledged) {
                assertThat(info.base()).isEqualTo("linear");
              }
              assertThat(store(folder).all()).hasSize(2);
            })
        .run(
            folder ->
                done(
                    Stream.concat(
                            Stream.of(train(folder, "tiny", "linear")), Stream.of("--replace"))
                        .toArray()));
  }

  private void exports() throws Exception {
    for (String format : List.of("hub", "onnx")) {
      rounds("export " + format)
          .check(
              (folder, acknowledged) -> {
                Path target = folder.resolve("exported");
                if (acknowledged || Files.exists(target)) {
                  org.tagline.files.Checksums.verify(target);
                }
                loads(folder, "tiny");
              })
          .run(
              folder -> {
                Path target = folder.resolve("exported");
                if (!Files.exists(target)) {
                  done("export", "tiny", target, "--format", format, "--home", folder);
                }
              });
    }
  }

  private void files() throws Exception {
    rounds("flags --csv")
        .keeping(LOCK_FILE)
        .prepare(
            folder -> {
              copy(home, folder);
              accept(folder);
            })
        .check((folder, acknowledged) -> whole(folder.resolve("flags.csv"), acknowledged, "sea"))
        .run(
            folder -> {
              if (!Files.exists(folder.resolve("flags.csv"))) {
                done("flags", "--csv", folder.resolve("flags.csv"), "--home", folder);
              }
            });
    rounds("explore --html")
        .check(
            (folder, acknowledged) -> whole(folder.resolve("report.html"), acknowledged, "</html>"))
        .run(folder -> done("explore", "--html", folder.resolve("report.html"), "--home", folder));
    Path films = place.resolve("films.csv");
    rounds("batch")
        .keeping(LOCK_FILE)
        .check(
            (folder, acknowledged) -> whole(folder.resolve("out.jsonl"), acknowledged, "Film 23"))
        .run(
            folder -> {
              if (!Files.exists(folder.resolve("out.jsonl"))) {
                done(
                    "batch",
                    films,
                    folder.resolve("out.jsonl"),
                    "--tagger",
                    "linear",
                    "--home",
                    folder);
              }
            });
    rounds("import")
        .prepare(folder -> Files.copy(films, folder.resolve("films.csv")))
        .check(
            (folder, acknowledged) -> {
              try (Catalogue catalogue = Catalogue.open(folder, null)) {
                assertThat(catalogue.count()).isIn(acknowledged ? List.of(24L) : List.of(0L, 24L));
              }
            })
        .run(folder -> done("import", folder.resolve("films.csv"), "--home", folder));
  }

  private FaultRounds rounds(String name) {
    return FaultRounds.of(name, place, rounds).prepare(folder -> copy(home, folder));
  }

  private static Object[] train(Path home, String name, String base) {
    Stream<Object> common = Stream.of("train", "--as", name, "--base", base, "--home", home);
    return base.equals("linear")
        ? common.toArray()
        : Stream.concat(common, Stream.of("--epochs", 1, "--batch", 8, "--checkpoint-every", 2))
            .toArray();
  }

  private static TaggerStore store(Path home) {
    return new TaggerStore(home);
  }

  private static TaggerInfo loads(Path home, String name) throws IOException {
    try (Tagger tagger = TaggerFolder.load(store(home).find(name))) {
      assertThat(tagger.predict(TEXT).tags()).hasSize(2);
      return tagger.info();
    }
  }

  private static void whole(Path file, boolean acknowledged, String end) {
    if (acknowledged || Files.exists(file)) {
      assertThat(file).content().contains(end);
    }
  }

  private static void accept(Path home) throws IOException {
    try (Catalogue catalogue = Catalogue.open(home, null)) {
      Flag.Report report =
          new Flag.Report(null, "", TEXT, "linear", List.of("dramatic"), List.of("sea"), "Ann", "");
      Flag flag = catalogue.flags().add(report);
      catalogue.flags().review(flag.id(), Flag.State.ACCEPTED, null, "Bob");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** Runs a command; a failure must be one sentence. */
  private static void done(Object... command) throws IOException {
    Run run = Run.tagline(command);
    if (run.status() != 0) {
      assertThat(run.err()).contains("tagline: ").doesNotContain("should not happen", "\tat ");
      throw new IOException(run.err());
    }
  }
}
