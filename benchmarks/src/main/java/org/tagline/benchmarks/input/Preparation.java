package org.tagline.benchmarks.input;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/** Writes what both sides start from: the base in the hub's layout, and films as token ids. */
public final class Preparation {
  private static final int SEED = 17;
  private static final int MAX_TOKENS = 512;

  private Preparation() {}

  /**
   * What to prepare.
   *
   * @param films a file of films with one tag each
   * @param folder where everything goes
   * @param train films to train on, where no split says it
   * @param test films to measure on, where no split says it
   * @param split {@code FILE:COLUMN} that says which those are; empty to draw them
   * @param maxTokens longest window
   * @param windows which of a text: {@code first} or {@code all}
   */
  public record Order(
      Path films, Path folder, int train, int test, String split, int maxTokens, String windows) {

    /** Films that are drawn, all of each text. */
    public Order(Path films, Path folder, int train, int test) {
      this(films, folder, train, test, "", MAX_TOKENS, "all");
    }

    private SplitFilms parts() throws IOException {
      return split.isEmpty()
          ? SplitFilms.drawn(films, train, test)
          : SplitFilms.split(films, ExternalSplit.parse(split));
    }
  }

  /**
   * What was prepared.
   *
   * @param tags in the order of the labels
   * @param trainTags training films of each tag
   * @param windows in the training films
   */
  public record Prepared(List<String> tags, int[] trainTags, int windows) {

    /** All training films. */
    public int trainFilms() {
      return Arrays.stream(trainTags).sum();
    }
  }

  /** What a server needs to know of the tagger besides its weights. */
  record About(List<String> tags, int maxTokens, double temperature) {}

  /** How many tags a tagger in a folder has, or what was prepared there. */
  public static int tags(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("tagline.json").toFile()).get("tags").size();
  }

  /** Does the {@link Order} given as the only argument and prints what was {@link Prepared}. */
  public static void main(String[] arguments) throws IOException {
    Order order = new ObjectMapper().readValue(arguments[0], Order.class);
    Engine.seed(SEED);
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    Path folder = Files.createDirectories(order.folder().resolve("base"));
    Files.writeString(folder.resolve("config.json"), base.config().json().toString());
    SplitFilms parts = order.parts();
    List<String> tags =
        Stream.concat(parts.train().stream(), parts.test().stream())
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
          new ObjectMapper().writeValueAsString(new About(tags, order.maxTokens(), 1)));
      Safetensors.write(
          folder.resolve("model.safetensors"), model.parameters().asMap(), Map.of("format", "pt"));
      Windower windower =
          new Windower(tokenizer, WindowPolicy.parse(order.windows(), order.maxTokens(), 0));
      List<TokenizedFilm> train = TokenizedFilm.of(parts.train(), windower, tags);
      TokenizedFilm.write(order.folder().resolve("train.jsonl"), train);
      TokenizedFilm.write(
          order.folder().resolve("test.jsonl"), TokenizedFilm.of(parts.test(), windower, tags));
      int[] counts = new int[tags.size()];
      train.forEach(film -> counts[film.label()]++);
      int windows = train.stream().mapToInt(film -> film.windows().length).sum();
      FreshProcess.answer(new Prepared(tags, counts, windows));
    }
  }
}
