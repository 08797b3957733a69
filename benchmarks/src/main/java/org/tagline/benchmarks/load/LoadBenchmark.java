package org.tagline.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.harness.ServeProcess;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.python.PythonOption;
import org.tagline.benchmarks.python.PythonServer;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.files.JsonFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the server under load: its throughput compared with a FastAPI server that has the same
 * tagger and synopses, then ten times as many requests as it can handle, then its shutdown.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares requests per second with a FastAPI server, then measures overload and shutdown;"
            + " half an hour.")
public final class LoadBenchmark extends Benchmark {
  private static final String TAGGER = "served";
  private static final int SEED = 17;
  private static final int OVERLOAD = 10;

  @Mixin private Rounds rounds = new Rounds(3);

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Length of a round, after a third of it to warm up (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "Number of concurrent clients (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--overload-seconds",
      defaultValue = "1200",
      description =
          "Seconds of ten times as many requests as the server can handle (${DEFAULT-VALUE}).")
  private int overloadSeconds;

  @Option(
      names = "--synopses",
      defaultValue = "60",
      description = "Number of synopses to tag (${DEFAULT-VALUE}).")
  private int synopses;

  @Mixin private FilmsOption films = new FilmsOption();

  @Mixin private PythonOption python = new PythonOption();

  private final ObjectMapper json = JsonFiles.COMPACT;

  LoadBenchmark() {
    super("The server under load");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path home = scratch.resolve("home");
      Path log = scratch.resolve("log");
      List<FilmRow> drawn = draw();
      train(drawn, home, scratch.resolve("films.jsonl"), log);
      List<Series<Double>> series =
          rounds.run(
              List.of(
                  new Rounds.Entrant<>(
                      "FastAPI + transformers, two workers", () -> fastApi(drawn, home)),
                  new Rounds.Entrant<>("Tagline", () -> tagline(drawn, home, log))),
              perSecond -> MarkdownReport.format("%.2f requests/s", perSecond));
      double rate = OVERLOAD * series.get(1).of(Double::doubleValue).median();
      Overload overload;
      try (ServeProcess server = ServeProcess.start(home, TAGGER, log)) {
        overload = Overload.of(server, bodies(drawn, true), rate, overloadSeconds);
      }
      new LoadFigures(clients, seconds, drawn.size(), series.get(0), series.get(1), rate, overload)
          .addTo(report);
      return overload.sound();
    }
  }

  private double fastApi(List<FilmRow> drawn, Path home) throws IOException, InterruptedException {
    Path tagger = home.resolve("taggers").resolve(TAGGER);
    try (PythonServer server = PythonServer.start(python.interpreter(), tagger)) {
      return perSecond(new Requests(server.tagging(), bodies(drawn, false)));
    }
  }

  private double tagline(List<FilmRow> drawn, Path home, Path log)
      throws IOException, InterruptedException {
    try (ServeProcess server = ServeProcess.start(home, TAGGER, log)) {
      return perSecond(new Requests(server.tagging(), bodies(drawn, true)));
    }
  }

  private double perSecond(Requests requests) throws IOException, InterruptedException {
    return requests.perSecond(clients, seconds / 3, seconds);
  }

  /** Trains an encoder's tagger just enough that not every film has a small margin. */
  private void train(List<FilmRow> drawn, Path home, Path file, Path log)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (FilmRow film : drawn) {
      lines.add(
          json.createObjectNode()
              .put("id", film.rowId() == null ? Long.toString(film.line()) : film.rowId())
              .put("title", film.title())
              .put("text", film.text())
              .put("tags", film.tags().get(0))
              .toString());
    }
    Files.write(file, lines);
    ServeProcess.command(log, List.of("import", file.toString(), "--home", home.toString()));
    ServeProcess.command(
        log,
        List.of(
            "train",
            "--as",
            TAGGER,
            "--method",
            "frozen",
            "--validation",
            "0",
            "--home",
            home.toString()));
  }

  /** Returns request bodies. Tagline's evidence is switched off, since FastAPI has none. */
  private List<String> bodies(List<FilmRow> drawn, boolean tagline) {
    return drawn.stream()
        .map(
            film -> {
              var body = json.createObjectNode().put("text", film.text());
              return (tagline ? body.put("evidence", 0) : body).toString();
            })
        .toList();
  }

  /** Draws films with one tag at random, with a fixed seed. */
  private List<FilmRow> draw() throws IOException {
    List<FilmRow> all = FilmsOption.withOneTag(films.file());
    Collections.shuffle(all, new Random(SEED));
    return all.subList(0, Math.min(synopses, all.size()));
  }
}
