package org.tagline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.files.JsonFiles;
import org.tagline.report.PredictionJson;
import org.tagline.report.PredictionText;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline predict}: tags one synopsis. */
@Command(
    name = "predict",
    description = {
      "Tag a synopsis. Shows its tags with probabilities, how much of the text was read, and the"
          + " sentences that speak for the first tag.",
      "",
      "The text is read from FILE, or from standard input if FILE is - or left out. To tag many films"
          + " of one file use: tagline batch"
    },
    footer = {
      "",
      "Example: tagline predict first synopsis.txt",
      "Example: echo \"A ghost walks the lighthouse.\" | tagline predict"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int MAX_BYTES = 16 << 20;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      paramLabel = "NAME [FILE|-]",
      arity = "0..2",
      description = "Tagger (the newest) and file with the text (standard input).")
  List<String> arguments = List.of();

  @Option(names = "--csv", hidden = true, description = "Old spelling of tagline batch.")
  @Nullable Path csv;

  @Option(
      names = "--evidence",
      paramLabel = "N",
      description = "Number of sentences to show; 0 for none (${DEFAULT-VALUE}).")
  int evidence = 3;

  @Option(
      names = "--evidence-for",
      paramLabel = "TAG",
      description = "Tag whose sentences are shown (the first).")
  @Nullable String evidenceFor;

  @Override
  public Integer call() throws IOException {
    TaggerStore store = new TaggerStore(global.home());
    Request request = request(store);
    try (Tagger tagger = TaggerFolder.load(store.find(request.name()))) {
      if (csv != null) {
        return many(tagger, csv);
      }
      String text = request.file() == null ? standardInput() : read(request.file());
      long began = System.nanoTime();
      Prediction prediction =
          evidence > 0 ? tagger.predict(text, evidence, evidenceFor) : tagger.predict(text);
      double millis = (System.nanoTime() - began) / 1e6;
      if (global.json()) {
        global.printJson(PredictionJson.of(prediction, millis));
      } else {
        global
            .out()
            .print(PredictionText.of(tagger.info().name(), prediction, evidenceFor, millis));
      }
    }
    return 0;
  }

  /** The positional arguments. A single one is a tagger if there is a tagger of that name. */
  private record Request(@Nullable String name, @Nullable Path file) {}

  private Request request(TaggerStore store) {
    if (arguments.isEmpty()) {
      return new Request(null, null);
    }
    String first = arguments.get(0);
    String second = arguments.size() == 2 ? arguments.get(1) : null;
    if (second != null) {
      return new Request(first, second.equals("-") ? null : Path.of(second));
    }
    if (first.equals("-")) {
      return new Request(null, null);
    }
    boolean file =
        (first.contains("/") || !store.has(first)) && Files.isRegularFile(Path.of(first));
    return file ? new Request(null, Path.of(first)) : new Request(first, null);
  }

  private String standardInput() throws IOException {
    if (System.console() != null) {
      global.err().println("Type or paste the synopsis and end it with Ctrl-D:");
      global.err().flush();
    }
    return text(System.in.readNBytes(MAX_BYTES + 1), "standard input");
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw tooLong(file.toString());
    }
    return text(Files.readAllBytes(file), file.toString());
  }

  private static String text(byte[] bytes, String where) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw tooLong(where);
    }
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    if (text.isBlank()) {
      throw new IllegalArgumentException(where + " contains no text");
    }
    return text;
  }

  private static IllegalArgumentException tooLong(String where) {
    return new IllegalArgumentException(
        where + " is longer than 16 MB; to tag many films of one file use: tagline batch");
  }

  private int many(Tagger tagger, Path file) throws IOException {
    global
        .err()
        .println(
            "predict --csv is now called: tagline batch "
                + file
                + " OUT.jsonl; the old spelling still works.");
    List<ObjectNode> all = new ArrayList<>();
    try (FilmReader films = FilmFile.open(file)) {
      new FilmTagging(tagger, global.err())
          .run(
              films,
              file,
              0,
              (film, prediction, millis) -> {
                if (global.json()) {
                  all.add(
                      PredictionJson.of(prediction, millis)
                          .put("id", film.key())
                          .put("title", film.title()));
                } else {
                  global.out().println(PredictionText.line(film.title(), prediction));
                }
              });
    }
    if (global.json()) {
      ObjectNode json = JsonFiles.COMPACT.createObjectNode().put("tagger", tagger.info().name());
      json.put("documents", all.size()).putArray("predictions").addAll(all);
      global.printJson(json);
    }
    return 0;
  }
}
