package org.tagline.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tagline.benchmarks.FreshProcess;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.Film;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.encoder.BaseEncoder;
import org.tagline.encoder.BaseEncoders;
import org.tagline.encoder.Engine;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.checkpoint.Safetensors;
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
   * @param train films to train on
   * @param test films to measure on
   */
  public record Order(Path films, Path folder, int train, int test) {}

  /**
   * What was prepared.
   *
   * @param tags in the order of the labels
   * @param trainTags training films of each tag
   * @param windows in the training films
   */
  public record Prepared(List<String> tags, int[] trainTags, int windows) {}

  /** What a server needs to know of the tagger besides its weights. */
  record About(List<String> tags, int maxTokens, double temperature) {}

  /** Does the {@link Order} given as the only argument and prints what was {@link Prepared}. */
  public static void main(String[] arguments) throws IOException {
    Order order = new ObjectMapper().readValue(arguments[0], Order.class);
    Engine.seed(SEED);
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    Path folder = Files.createDirectories(order.folder().resolve("base"));
    Files.writeString(folder.resolve("config.json"), base.config().json().toString());
    List<Film> films = films(order);
    List<String> tags = films.stream().map(film -> film.tags().get(0)).distinct().sorted().toList();
    try (Tokenizer tokenizer = base.tokenizer();
        var model =
            ModelLoader.load(
                    base.config(), base.weights(), base.pooling(), HeadKind.LINEAR, tags.size())
                .model()) {
      Files.write(folder.resolve("tokenizer.json"), tokenizer.json());
      Files.writeString(
          folder.resolve("tagline.json"),
          new ObjectMapper().writeValueAsString(new About(tags, MAX_TOKENS, 1)));
      Safetensors.write(
          folder.resolve("model.safetensors"), model.parameters().asMap(), Map.of("format", "pt"));
      Windower windower = new Windower(tokenizer, WindowPolicy.all(MAX_TOKENS));
      List<PeerFilm> read =
          films.stream()
              .map(
                  film ->
                      new PeerFilm(
                          windower.toRead(film.text()).windows().stream()
                              .map(window -> window.ids())
                              .toArray(int[][]::new),
                          tags.indexOf(film.tags().get(0))))
              .toList();
      List<PeerFilm> train = read.subList(0, order.train());
      PeerFilm.write(order.folder().resolve("train.jsonl"), train);
      PeerFilm.write(
          order.folder().resolve("test.jsonl"), read.subList(order.train(), read.size()));
      int[] counts = new int[tags.size()];
      train.forEach(film -> counts[film.label()]++);
      int windows = train.stream().mapToInt(film -> film.windows().length).sum();
      FreshProcess.answer(new Prepared(tags, counts, windows));
    }
  }

  /** So many films with exactly one tag, drawn with a seed. */
  private static List<Film> films(Order order) throws IOException {
    List<Film> films = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(order.films())) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof Film film && film.tags().size() == 1) {
          films.add(film);
        }
      }
    }
    int wanted = order.train() + order.test();
    if (films.size() < wanted) {
      throw new IllegalArgumentException(
          order.films()
              + " has "
              + films.size()
              + " films with one tag, and "
              + wanted
              + " are asked for; lower --train-films or --test-films");
    }
    Collections.shuffle(films, new Random(SEED));
    return films.subList(0, wanted);
  }
}
