package org.tagline.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.python.PythonOption;
import org.tagline.benchmarks.python.PythonServer;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The server under load: beside a FastAPI server with the same tagger and synopses, then asked ten
 * times as often as it can answer, then told to stop.
 *
 * <p>Prints a report and writes it to {@code benchmarks/results/load.md}.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures requests a second beside a FastAPI server, overload, and being stopped; half an"
            + " hour.")
public final class LoadBenchmark implements Callable<Integer> {
  private static final String TAGGER = "served";
  private static final int SEED = 17;
  private static final int OVERLOAD = 10;

  @Option(names = "--rounds", defaultValue = "3", description = "Turns of both (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "A round, after a third of that to warm up (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--clients", defaultValue = "4", description = "At once (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--overload-seconds",
      defaultValue = "1200",
      description = "Of ten times as many requests as it can answer (${DEFAULT-VALUE}).")
  private int overloadSeconds;

  @Option(names = "--synopses", defaultValue = "60", description = "To ask (${DEFAULT-VALUE}).")
  private int synopses;

  @Option(
      names = "--films",
      description = "What they are taken from (../shared/data/task.csv, else the sample).")
  private Path films = FilmsOption.standard();

  @Mixin private PythonOption peers = new PythonOption();

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/load.md",
      description = "Where the report goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("load.md");

  private final ObjectMapper json = new ObjectMapper();

  /** Exit status 0 when the report was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new LoadBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path home = scratch.resolve("home");
      Path log = scratch.resolve("log");
      List<FilmRow> chosen = films();
      train(chosen, home, scratch.resolve("films.jsonl"), log);
      List<Double> fastApi = new ArrayList<>();
      List<Double> tagline = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        try (PythonServer server =
            PythonServer.start(peers.path(), home.resolve("taggers").resolve(TAGGER))) {
          fastApi.add(perSecond(new Requests(server.tagging(), bodies(chosen, false))));
        }
        try (ServeProcess server = ServeProcess.start(home, TAGGER, log)) {
          tagline.add(perSecond(new Requests(server.tagging(), bodies(chosen, true))));
        }
      }
      double rate = OVERLOAD * MedianRange.of(tagline).median();
      Overload overload;
      try (ServeProcess server = ServeProcess.start(home, TAGGER, log)) {
        overload = Overload.of(server, bodies(chosen, true), rate, overloadSeconds);
      }
      LoadFigures report =
          new LoadFigures(clients, seconds, chosen.size(), fastApi, tagline, rate, overload);
      MarkdownReport.write(results, report.markdown());
      return overload.sound() ? 0 : 1;
    }
  }

  private double perSecond(Requests requests) throws IOException, InterruptedException {
    return requests.perSecond(clients, seconds / 3, seconds);
  }

  /** A tagger of an encoder's size and shape, trained enough that not every call is a close one. */
  private void train(List<FilmRow> chosen, Path home, Path file, Path log)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (FilmRow film : chosen) {
      lines.add(
          json.createObjectNode()
              .put("id", film.rowId() == null ? Long.toString(film.line()) : film.rowId())
              .put("title", film.title())
              .put("text", film.text())
              .put("tags", film.tags().get(0))
              .toString());
    }
    Files.write(file, lines);
    List<String> where = List.of("--home", home.toString());
    ServeProcess.command(log, with(where, "import", file.toString()));
    ServeProcess.command(
        log, with(where, "train", "--as", TAGGER, "--method", "frozen", "--validation", "0"));
  }

  private static List<String> with(List<String> last, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return all;
  }

  /** Both servers answer with all tags; Tagline's own evidence has nothing to stand beside. */
  private List<String> bodies(List<FilmRow> chosen, boolean tagline) {
    return chosen.stream()
        .map(
            film -> {
              var body = json.createObjectNode().put("text", film.text());
              return (tagline ? body.put("evidence", 0) : body).toString();
            })
        .collect(Collectors.toList());
  }

  /** So many films with one tag, drawn with a seed. */
  private List<FilmRow> films() throws IOException {
    List<FilmRow> all = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(films)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof FilmRow film && film.tags().size() == 1) {
          all.add(film);
        }
      }
    }
    Collections.shuffle(all, new Random(SEED));
    return all.subList(0, Math.min(synopses, all.size()));
  }
}
