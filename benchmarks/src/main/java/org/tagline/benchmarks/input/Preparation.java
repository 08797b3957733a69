package org.tagline.benchmarks.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.checkpoint.Safetensors;
import org.tagline.dataset.ExternalSplit;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.engine.Engine;
import org.tagline.files.JsonFiles;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/**
 * Writes the input of all contenders: the base encoder in the layout of the Hugging Face hub, and
 * films as token ids.
 */
public final class Preparation {
  private static final int SEED = 17;
  private static final int MAX_TOKENS = 512;

  private Preparation() {}

  /**
   * The input to prepare.
   *
   * @param films file of films, of which those with one tag are used
   * @param folder folder to write to
   * @param train number of training films to draw if there is no split
   * @param test number of test films to draw if there is no split
   * @param split split of the films as {@code FILE:COLUMN}; empty to draw them at random
   * @param maxTokens longest window in tokens
   * @param windows windows to read of each text: {@code first} or {@code all}
   */
  public record PreparationTask(
      Path films, Path folder, int train, int test, String split, int maxTokens, String windows) {

    /** Creates a task that draws films at random and reads the whole of each text. */
    public PreparationTask(Path films, Path folder, int train, int test) {
      this(films, folder, train, test, "", MAX_TOKENS, "all");
    }

    private SplitFilms splitFilms() throws IOException {
      return split.isEmpty()
          ? SplitFilms.drawn(films, train, test)
          : SplitFilms.split(films, ExternalSplit.parse(split));
    }
  }

  /**
   * A summary of the prepared input.
   *
   * @param tags tags in the order of the labels
   * @param trainTags number of training films per tag
   * @param windows number of windows in all training films
   */
  public record PreparedInput(List<String> tags, int[] trainTags, int windows) {

    /** Returns the number of training films. */
    public int trainFilms() {
      return Arrays.stream(trainTags).sum();
    }
  }

  /** The facts in {@code tagline.json} that a server needs to use the weights. */
  record TaggerFacts(List<String> tags, int maxTokens, double temperature) {}

  /** Returns the number of tags of a tagger in a folder, whether trained or prepared here. */
  public static int tags(Path folder) throws IOException {
    return JsonFiles.COMPACT.readTree(folder.resolve("tagline.json").toFile()).get("tags").size();
  }

  /** Runs a {@link PreparationTask} in this process and prints the {@link PreparedInput}. */
  public static void main(String[] arguments) throws IOException {
    PreparationTask task = FreshProcess.task(arguments, PreparationTask.class);
    Engine.seed(SEED);
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    Path folder = Files.createDirectories(task.folder().resolve("base"));
    Files.writeString(folder.resolve("config.json"), base.config().json().toString());
    SplitFilms films = task.splitFilms();
    List<String> tags =
        Stream.concat(films.train().stream(), films.test().stream())
            .map(film -> film.tags().get(0))
            .distinct()
            .sorted()
            .toList();
    try (Tokenizer tokenizer = base.tokenizer();
        var model =
            ModelLoader.load(
                    base.config(), base.weights(), base.pooling(), HeadKind.LINEAR, tags.size())
                .model()) {
      Files.write(folder.resolve("tokenizer.json"), tokenizer.json());
      Files.writeString(
          folder.resolve("tagline.json"),
          JsonFiles.COMPACT.writeValueAsString(new TaggerFacts(tags, task.maxTokens(), 1)));
      Safetensors.write(
          folder.resolve("model.safetensors"), model.parameters().asMap(), Map.of("format", "pt"));
      Windower windower =
          new Windower(tokenizer, WindowPolicy.parse(task.windows(), task.maxTokens(), 0));
      List<TokenizedFilm> train = TokenizedFilm.of(films.train(), windower, tags);
      TokenizedFilm.write(task.folder().resolve("train.jsonl"), train);
      TokenizedFilm.write(
          task.folder().resolve("test.jsonl"), TokenizedFilm.of(films.test(), windower, tags));
      int[] counts = new int[tags.size()];
      train.forEach(film -> counts[film.label()]++);
      int windows = train.stream().mapToInt(film -> film.windows().length).sum();
      FreshProcess.printResult(new PreparedInput(tags, counts, windows));
    }
  }
}
