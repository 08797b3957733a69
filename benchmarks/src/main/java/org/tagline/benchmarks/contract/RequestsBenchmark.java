package org.tagline.benchmarks.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.ServeProcess;
import org.tagline.cli.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Sends requests that schemathesis generates from {@code /openapi.json}, valid and invalid ones,
 * and fails on an answer that the description does not allow.
 */
@Command(
    name = "requests",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends generated requests to a server, with and without a token, and fails on a 500 or an"
            + " undocumented answer; a minute or two per seed.")
public final class RequestsBenchmark extends Benchmark {
  private static final String SAMPLE = "/org/tagline/sample/films.csv";
  private static final List<String> TAGGERS = List.of("first", "second");

  @Option(
      names = "--examples",
      defaultValue = "100",
      description = "Number of examples for each operation (${DEFAULT-VALUE}).")
  private int examples;

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1,2,3",
      description = "Seeds, one run with and one without a token for each (${DEFAULT-VALUE}).")
  private List<Integer> seeds = List.of();

  @Option(
      names = "--schemathesis",
      defaultValue = "${env:SCHEMATHESIS}",
      description = "Executable of schemathesis (that of benchmarks/peers).")
  private Path schemathesis = Path.of("schemathesis");

  RequestsBenchmark() {
    super("Generated requests");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    List<GeneratedRequests> runs = new ArrayList<>();
    long serverErrors = 0;
    Path output = Files.createTempFile("tagline-requests", ".txt");
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path home = Files.createDirectories(scratch.resolve("home"));
      prepare(home, scratch.resolve("films.csv"), scratch.resolve("prepare.log"));
      for (String token : List.of("", UUID.randomUUID().toString())) {
        Path log = scratch.resolve(token.isEmpty() ? "serve.log" : "serve-token.log");
        ServeProcess.Launch launch =
            new ServeProcess.Launch(Main.class, List.of(), Map.of("TAGLINE_TOKEN", token), log);
        List<String> arguments = new ArrayList<>(TAGGERS);
        arguments.addAll(List.of("--home", home.toString()));
        try (ServeProcess server = ServeProcess.start(launch, arguments)) {
          flag(server.address(), token);
          for (int seed : seeds) {
            GeneratedRequests run =
                GeneratedRequests.run(
                    schemathesis,
                    server.address(),
                    token,
                    examples,
                    seed,
                    scratch.resolve("run" + runs.size()),
                    output);
            System.err.printf("%s, seed %d: %s%n", run.name(), seed, run.failures());
            runs.add(run);
          }
        }
        serverErrors += Files.readAllLines(log).stream().filter(RequestsBenchmark::isError).count();
      }
    }
    add(report, runs, serverErrors);
    boolean sound = serverErrors == 0 && runs.stream().allMatch(run -> run.failures().isEmpty());
    if (sound) {
      Files.delete(output);
    } else {
      System.err.println("The failing requests are in " + output);
    }
    return sound;
  }

  private static boolean isError(String line) {
    return line.startsWith("error ");
  }

  private void add(MarkdownReport report, List<GeneratedRequests> runs, long serverErrors) {
    report
        .paragraph(
            "schemathesis generates valid and invalid requests from /openapi.json, at least %d"
                + " examples for each operation, and checks every answer: status, media type,"
                + " schema and headers as described, no 500, invalid requests refused, valid ones"
                + " not refused for their form, and nothing without the token.",
            examples)
        .table(List.of("server", "seed", "operations", "requests", "failures"));
    for (GeneratedRequests run : runs) {
      report.row(
          run.name(),
          Integer.toString(run.seed()),
          Integer.toString(run.operations()),
          MarkdownReport.format("%,d", run.cases()),
          run.failures().isEmpty()
              ? "none"
              : run.failures().stream().collect(Collectors.joining("; ")));
    }
    report.paragraph("Errors in the server's log: %d.", serverErrors);
  }

  /** Makes what the examples of the description refer to: films, two taggers, a comparison. */
  private static void prepare(Path home, Path films, Path log)
      throws IOException, InterruptedException {
    try (InputStream sample =
        Objects.requireNonNull(RequestsBenchmark.class.getResourceAsStream(SAMPLE))) {
      Files.copy(sample, films);
    }
    tagline(home, log, "import", films.toString());
    for (String tagger : TAGGERS) {
      tagline(home, log, "train", "--as", tagger, "--base", "linear", "--validation", "0");
    }
    tagline(home, log, "compare", "--candidates", "majority,linear");
  }

  private static void tagline(Path home, Path log, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    ServeProcess.command(log, all);
  }

  /** Adds the flag of the examples. */
  private static void flag(URI server, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/flags"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"film\":\"0\",\"tagger\":\"first\",\"predicted\":[],\"correct\":[\"cult\"]}"))
            .build();
    int status =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode();
    if (status != 201) {
      throw new IOException("the server answered " + status + " to a flag");
    }
  }
}
