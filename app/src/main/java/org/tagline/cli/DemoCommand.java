package org.tagline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.files.FolderLock;
import org.tagline.report.PredictionText;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagline demo}: runs every step on invented films. */
@Command(
    name = "demo",
    description = {
      "Run every step on a small catalogue of invented films: import, explore, train and evaluate a"
          + " tagger, tag a new film, and serve the web page.",
      "",
      "The demo takes a few minutes. It writes only to its own folder under --home."
    },
    footer = {"", "Example: tagline demo --no-serve"})
final class DemoCommand implements Callable<Integer> {
  private static final String NAME = "demo";

  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(names = "--no-serve", description = "Do not start the web page.")
  boolean noServe;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the web page (${DEFAULT-VALUE}).")
  int port = 8080;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training films (${DEFAULT-VALUE}).")
  int epochs = 8;

  @Override
  public Integer call() throws IOException {
    Path home = global.home().resolve(NAME);
    String refusal =
        "the demo is already running in " + home + "; stop it or choose another --home";
    try (FolderLock lock = FolderLock.take(home, refusal)) {
      Files.createDirectories(lock.folder());
      return show(home);
    }
  }

  private int show(Path home) throws IOException {
    Path films = home.resolve("films.csv");
    try (InputStream sample =
        Objects.requireNonNull(getClass().getResourceAsStream("/org/tagline/sample/films.csv"))) {
      Files.copy(sample, films, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    say("1  Import a catalogue of films that were invented for Tagline.");
    int status = run(home, "import", films.toString());
    if (status == 0) {
      say("2  Explore it. Three kinds of films are left out of training.");
      Path report = home.resolve("explore.html");
      status = run(home, "explore", "--html", report.toString());
    }
    if (status == 0) {
      say("3  Fine-tune a small transformer; a fifth of the films is held out.");
      status =
          run(
              home,
              "train",
              "--as",
              NAME,
              "--replace",
              "--epochs",
              Integer.toString(epochs),
              "--learning-rate",
              "3e-4",
              "--batch",
              "8",
              "--class-weights",
              "balanced",
              "--validation",
              "0");
    }
    if (status == 0) {
      say("4  Tag a film that was not used for training.");
      predict(home);
      say("Next, with your own films: tagline import FILE, explore, train --as NAME, predict.");
    }
    return status == 0 && !noServe ? serve(home) : status;
  }

  /** Serves the demo's films and tagger until Ctrl-C. */
  private int serve(Path home) {
    say("5  Serve the web page: open the address below; Ctrl-C stops it.");
    return run(home, "serve", NAME, "--port", Integer.toString(port));
  }

  private void say(String line) {
    global.out().println();
    global.out().println(line);
    global.out().println("─".repeat(line.length()));
    global.out().flush();
  }

  /** Runs a command as a user would type it, in this process. */
  private int run(Path home, String... command) {
    String[] arguments = new String[command.length + 2];
    System.arraycopy(command, 0, arguments, 0, command.length);
    arguments[command.length] = "--home";
    arguments[command.length + 1] = home.toString();
    global.out().println("$ tagline " + String.join(" ", arguments));
    global.out().flush();
    return Main.run(global.out(), global.err(), arguments);
  }

  private void predict(Path home) throws IOException {
    Path folder = new TaggerStore(home).folder(NAME);
    Split split = TaggerFolder.split(folder);
    try (Catalogue catalogue = Catalogue.open(home, null);
        Tagger tagger = TaggerFolder.load(folder)) {
      Film film = rarest(catalogue, split);
      global.out().println("\"" + film.title() + "\": " + beginning(film.text()));
      global.out().println();
      long began = System.nanoTime();
      Prediction prediction = tagger.predict(film.text(), 3);
      double millis = (System.nanoTime() - began) / 1e6;
      global.out().print(PredictionText.of(NAME, prediction, millis));
      global.out().println();
      global
          .out()
          .println(
              "People tagged this film "
                  + String.join(", ", film.tags())
                  + (film.tags().equals(prediction.predicted())
                      ? "; the tagger agrees."
                      : "; the tagger is wrong here. It was trained on few films."));
    }
  }

  /** Returns a held-out film whose tag is not the most frequent, if there is one. */
  private static Film rarest(Catalogue catalogue, Split split) {
    @Nullable Film chosen = null;
    for (String id : split.test()) {
      Film film = catalogue.find(id).orElseThrow();
      if (chosen == null || film.tags().contains("paranormal")) {
        chosen = film;
        if (film.tags().contains("paranormal")) {
          break;
        }
      }
    }
    return Objects.requireNonNull(chosen);
  }

  private static String beginning(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }
}
