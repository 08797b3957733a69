package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.tagline.benchmarks.kills.KillStore.Home;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;

/**
 * Kills trainings, in turn: a linear tagger under a new name, one that replaces another, and an
 * encoder with checkpoints that is resumed.
 */
final class TrainingKills implements KillScenario {
  private static final int FILMS = 240;

  /** Settings of a kind of training, and what it gives without a kill. */
  private static final class Kind {
    final List<String> arguments;
    String weights = "";
    long millis;

    Kind(String... arguments) {
      this.arguments = List.of(arguments);
    }
  }

  private final Kind linear = new Kind("--base", "linear", "--seed", "1");
  private final Kind otherLinear = new Kind("--base", "linear", "--seed", "2");
  private final Kind encoder;
  private final Home home;
  private final Path base;
  private Kind replaced = linear;

  TrainingKills(KillStore store) throws IOException {
    this.home = store.create();
    this.base = home.file("base");
    this.encoder =
        new Kind(
            "--base", base.toString(), "--epochs", "4", "--batch", "4", "--checkpoint-every", "5");
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    TinyBase.write(base);
    StringBuilder csv = new StringBuilder("id,title,synopsis,tags\n");
    for (int i = 0; i < FILMS; i++) {
      boolean ghost = i % 3 != 0;
      csv.append(
          "%d,Film %d,Night %d in the small town: %s again.,%s%n"
              .formatted(
                  i,
                  i,
                  i,
                  ghost ? "a ghost haunts the old house" : "the judge listens in court",
                  ghost ? "paranormal" : "dramatic"));
    }
    Path films = Files.writeString(home.file("films.csv"), csv);
    finish(tagline(List.of("import", films.toString())));
    for (Kind kind : List.of(linear, otherLinear, encoder)) {
      long began = System.nanoTime();
      finish(train("straight", kind, "--replace"));
      kind.millis = (System.nanoTime() - began) / 1_000_000;
      kind.weights = weights("straight");
    }
    finish(train("replaced", linear));
  }

  private void finish(KilledProcess process) throws IOException, InterruptedException {
    if (!process.succeeded()) {
      throw new IOException("a command failed without a kill: " + process.log());
    }
  }

  @Override
  public void round(int round, Random random, KillTally tally)
      throws IOException, InterruptedException {
    String name = "round" + round;
    switch (round % 3) {
      case 0 -> killed(name, linear, random, tally, List.of(), List.of());
      case 1 -> {
        Kind other = replaced == linear ? otherLinear : linear;
        killed("replaced", other, random, tally, List.of("--replace"), List.of("--replace"));
        replaced = other;
      }
      default -> killed(name, encoder, random, tally, List.of(), List.of("--resume"));
    }
  }

  private void killed(
      String name, Kind kind, Random random, KillTally tally, List<String> first, List<String> then)
      throws IOException, InterruptedException {
    KilledProcess process = train(name, kind, first.toArray(String[]::new));
    if (process.killAfter((long) (random.nextDouble() * kind.millis))) {
      tally.killedAtWork();
    }
    boolean replacing = first.contains("--replace");
    TaggerStore taggers = new TaggerStore(home.path());
    taggers.all();
    boolean exists = taggers.exists(name);
    if (replacing && !exists) {
      tally.lost("the tagger \"" + name + "\", which was to be replaced, is gone");
    } else if (exists) {
      tally.acknowledged(1);
      String found = load(name, tally);
      if (!found.equals(kind.weights) && !(replacing && found.equals(replaced.weights))) {
        tally.halfVisible("the tagger \"" + name + "\" is neither the old one nor the new one");
      }
    }
    if (!exists || replacing) {
      KilledProcess again = train(name, kind, then.toArray(String[]::new));
      if (!again.succeeded()) {
        tally.notRestarted("the next training failed: " + again.log());
        return;
      }
    }
    if (!load(name, tally).equals(kind.weights)) {
      tally.notRestarted("the next training reached other weights than one without a kill");
    }
    leftovers(tally);
  }

  /** Checks that the folders of taggers and runs hold only what finished trainings leave. */
  private void leftovers(KillTally tally) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> taggers = Files.list(home.file("taggers"))) {
      taggers
          .filter(Files::isDirectory)
          .filter(path -> path.getFileName().toString().startsWith("."))
          .forEach(found::add);
    }
    if (Files.isDirectory(home.file("runs"))) {
      try (Stream<Path> runs = Files.walk(home.file("runs"))) {
        runs.filter(path -> path.endsWith("checkpoints")).forEach(found::add);
      }
    }
    if (!found.isEmpty()) {
      tally.notRestarted("left behind: " + found.stream().map(Path::getFileName).toList());
    }
  }

  /** Loads a tagger, which verifies its checksums, and returns the checksum of its weights. */
  private String load(String name, KillTally tally) throws IOException {
    try (Tagger tagger = TaggerFolder.load(new TaggerStore(home.path()).find(name))) {
      tagger.predict("The judge listens.");
    } catch (IOException | IllegalArgumentException e) {
      tally.halfVisible("the tagger \"" + name + "\" cannot be loaded: " + e.getMessage());
      return "";
    }
    return weights(name);
  }

  private String weights(String name) throws IOException {
    return Files.readAllLines(home.file("taggers").resolve(name).resolve("SHA256SUMS")).stream()
        .filter(line -> line.endsWith("model.safetensors"))
        .findFirst()
        .orElse("no weights");
  }

  private KilledProcess train(String name, Kind kind, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train", "--as", name));
    arguments.addAll(kind.arguments);
    arguments.addAll(List.of(more));
    return tagline(arguments);
  }

  private KilledProcess tagline(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(home.options());
    return KilledProcess.tagline(home.path(), all);
  }
}
