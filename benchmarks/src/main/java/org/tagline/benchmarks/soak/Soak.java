package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.ServeProcess;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.cli.Main;
import org.tagline.tagger.TaggerStore;

/** Runs a soak: starts the server, puts load on it, samples it, stops it and checks its data. */
final class Soak {
  private static final String SAMPLE = "/org/tagline/sample/films.csv";

  private final SoakPlan plan;
  private final ScratchFolder scratch;
  private final Path home;
  private final Path sample;

  /**
   * Prepares a soak.
   *
   * @param scratch an empty folder for the catalogue, logs and temporary files
   */
  Soak(SoakPlan plan, ScratchFolder scratch) throws IOException {
    this.plan = plan;
    this.scratch = scratch;
    this.home = Files.createDirectories(scratch.resolve("home"));
    this.sample = scratch.resolve("films.csv");
    try (InputStream films = Objects.requireNonNull(Soak.class.getResourceAsStream(SAMPLE))) {
      Files.copy(films, sample);
    }
  }

  /** Trains an encoder's tagger on the sample catalogue, with its upper weights alone. */
  void train(String name) throws IOException, InterruptedException {
    Path log = scratch.resolve("train.log");
    List<String> place = List.of("--home", scratch.resolve("training").toString());
    ServeProcess.command(log, with(List.of("import", sample.toString()), place));
    ServeProcess.command(
        log,
        with(List.of("train", "--as", name, "--method", "frozen", "--validation", "0"), place));
    Path taggers = Files.createDirectories(home.resolve("taggers"));
    Files.move(scratch.resolve("training").resolve("taggers").resolve(name), taggers.resolve(name));
  }

  /**
   * Runs the soak.
   *
   * @throws IOException if the server does not start, or ends before it is told to
   */
  SoakResult run() throws IOException, InterruptedException {
    SoakTexts texts =
        new SoakTexts(FilmsOption.withOneTag(sample).stream().map(FilmRow::text).toList());
    Path temporary = Files.createDirectories(scratch.resolve("temporary"));
    Path log = scratch.resolve("serve.log");
    AnswerTally tally = new AnswerTally();
    Map<Gauge, GaugeSeries> series = new EnumMap<>(Gauge.class);
    Stream.of(Gauge.values()).forEach(gauge -> series.put(gauge, new GaugeSeries(gauge)));
    MixedLoad load;
    RudeClient crashing;
    RudeClient slow;
    ImportLoop imports;
    boolean ended;
    try (ServeProcess server =
        ServeProcess.start(launch(temporary, log), with(plan.taggers(), place()))) {
      ServerProbe probe = new ServerProbe(server.handle(), home, temporary, log, plan.judgesHeap());
      load = MixedLoad.start(plan, server.address(), texts, tally);
      crashing = RudeClient.crashing(server.address(), texts);
      slow = RudeClient.slow(server.address(), texts);
      imports = ImportLoop.start(plan, scratch.resolve(""), place());
      watch(probe, series);
      load.join();
      crashing.stop();
      slow.stop();
      imports.stop();
      server.terminate();
      ended = server.ended();
    }
    List<String> lost = lost(load.flags(), imports.films());
    if (!ended) {
      lost.add("the server did not end within 30 seconds of SIGTERM");
    }
    return new SoakResult(
        plan,
        series.values().stream().filter(one -> !one.isEmpty()).toList(),
        tally,
        crashing.ends(),
        slow.ends(),
        imports,
        load.flags().stream().mapToInt(FlagLedger::size).sum(),
        lost);
  }

  private ServeProcess.Launch launch(Path temporary, Path log) {
    List<String> options = new ArrayList<>();
    options.add("-Djava.io.tmpdir=" + temporary);
    options.add("-D" + TaggerStore.SHIPPED + "=" + shipped());
    if (plan.plants().isEmpty()) {
      return new ServeProcess.Launch(Main.class, options, Map.of(), log);
    }
    options.add(
        "-D%s=%s"
            .formatted(
                LeakingServer.PLANTS,
                plan.plants().stream().map(Plant::name).collect(Collectors.joining(","))));
    options.add("-D" + LeakingServer.EVERY_MILLIS + "=" + plan.leakEvery().toMillis());
    return new ServeProcess.Launch(LeakingServer.class, options, Map.of(), log);
  }

  /** Returns the folder of the shipped taggers, from the repository's root or from a module. */
  private static Path shipped() {
    Path here = Path.of("taggers").toAbsolutePath();
    return Files.isDirectory(here) ? here : Path.of("..", "taggers").toAbsolutePath().normalize();
  }

  /** Returns the options that name the catalogue. */
  private List<String> place() {
    List<String> place = new ArrayList<>(List.of("--home", home.toString()));
    if (plan.database() != null) {
      place.addAll(List.of("--database", plan.database()));
    }
    return place;
  }

  private static List<String> with(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** Samples the server until the planned time is over and the samples suffice for a trend. */
  private void watch(ServerProbe probe, Map<Gauge, GaugeSeries> series)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    long due = began;
    while (System.nanoTime() - began < plan.length().toNanos()
        || Objects.requireNonNull(series.get(Gauge.THREADS))
            .trend(plan.warmUpSeconds())
            .isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      double second = (System.nanoTime() - began) / 1e9;
      Map<Gauge, Double> values = probe.sample();
      values.forEach(
          (gauge, value) -> Objects.requireNonNull(series.get(gauge)).add(second, value));
      due = Math.max(due + plan.interval().toNanos(), System.nanoTime());
    }
  }

  /** Returns what the catalogue lacks, now that no process has it open. */
  private List<String> lost(List<FlagLedger> flags, long films) throws IOException {
    try (Catalogue catalogue = Catalogue.open(home, plan.database())) {
      List<String> lost = new ArrayList<>();
      flags.forEach(ledger -> lost.addAll(ledger.missingFrom(catalogue.flags())));
      if (catalogue.count() < films) {
        lost.add("the catalogue has %d of %d films".formatted(catalogue.count(), films));
      }
      return lost;
    }
  }
}
