package org.tagline.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Split;
import org.tagline.server.queue.Query;
import org.tagline.server.queue.Speed;
import org.tagline.tagger.KnownAnswer;
import org.tagline.tagger.Lease;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerStore;
import org.tagline.text.Tokenizer;
import org.tagline.text.Window;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/**
 * The taggers in the server's memory. They are chosen at the start; no request can load another.
 * Thread-safe.
 */
final class LoadedTaggers implements AutoCloseable {
  /** Number of taggers to load if none is named: enough to compare, few enough for memory. */
  private static final int NEWEST = 3;

  /**
   * A tagger with all that the server needs from its folder, which may be removed or replaced while
   * it is served.
   */
  static final class Loaded implements AutoCloseable {
    private final Tagger tagger;
    private final Speed speed;
    private final @Nullable String card;
    private final @Nullable Split split;
    private final @Nullable Cutter cutter;

    /** Cuts texts as the tagger does. */
    private record Cutter(Windower windower, Lease tokenizer) {}

    private Loaded(Tagger tagger, Path folder) throws IOException {
      this.tagger = tagger;
      this.card = text(folder.resolve("README.md"));
      this.split = Files.exists(folder.resolve("split.json")) ? TaggerFolder.split(folder) : null;
      check(tagger, KnownAnswer.read(folder));
      this.speed = Speed.measure(tagger);
      this.cutter = cutter(tagger.info(), folder.resolve("tokenizer.json"));
    }

    static Loaded read(Path folder) throws IOException {
      Tagger tagger = TaggerFolder.load(folder);
      try {
        return new Loaded(tagger, folder);
      } catch (IOException | RuntimeException e) {
        tagger.close();
        throw e;
      }
    }

    private static @Nullable String text(Path file) throws IOException {
      return Files.exists(file) ? Files.readString(file) : null;
    }

    private static @Nullable Cutter cutter(TaggerInfo info, Path file) throws IOException {
      if (!Files.exists(file)) {
        return null;
      }
      WindowPolicy policy = WindowPolicy.parse(info.windows(), info.maxTokens(), info.overlap());
      Tokenizer tokenizer = Tokenizer.read(file);
      return new Cutter(new Windower(tokenizer, policy), new Lease(tokenizer::close));
    }

    Tagger tagger() {
      return tagger;
    }

    /** Returns a text to tag. */
    Query query(String text, int evidence, @Nullable String tag) {
      return new Query(tagger, speed, text, evidence, tag);
    }

    /** Returns the model card as Markdown. */
    String card() {
      return present(card, "model card");
    }

    /** Returns the split that the tagger was trained on. */
    Split split() {
      return present(split, "split");
    }

    private static <T> T present(@Nullable T part, String name) {
      if (part == null) {
        throw HttpProblem.of(404, "The folder of this tagger had no " + name + ".");
      }
      return part;
    }

    /** Returns the windows of a text, or none if the tagger reads texts whole. */
    List<Window> windows(String text) {
      Cutter cut = cutter;
      return cut == null
          ? List.of()
          : cut.tokenizer().use(() -> cut.windower().toRead(text).windows());
    }

    @Override
    public void close() {
      tagger.close();
      if (cutter != null) {
        cutter.tokenizer().close();
      }
    }
  }

  private final Map<String, Loaded> byName = new LinkedHashMap<>();

  /**
   * Loads taggers, checks each against the prediction stored with it, and measures its speed.
   *
   * @param names the names, the default tagger first; empty for the newest taggers
   * @throws IOException if a tagger cannot be read or does not predict what it did after training
   */
  static LoadedTaggers load(TaggerStore store, List<String> names) throws IOException {
    List<String> wanted = new ArrayList<>(names);
    if (wanted.isEmpty()) {
      store.all().stream().limit(NEWEST).map(TaggerInfo::name).forEach(wanted::add);
    }
    if (wanted.isEmpty()) {
      // Throws an exception that says how to train a tagger.
      store.find(null);
    }
    LoadedTaggers loaded = new LoadedTaggers();
    try {
      for (String name : wanted) {
        loaded.byName.put(name, Loaded.read(store.find(name)));
      }
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private static void check(Tagger tagger, Optional<KnownAnswer> known) throws IOException {
    double difference = known.isPresent() ? known.get().difference(tagger) : 0;
    if (!(difference <= KnownAnswer.TOLERANCE)) {
      throw new IOException(
          "the tagger \""
              + tagger.info().name()
              + "\" does not predict here what it predicted when it was trained (a probability differs by "
              + difference
              + "); train it again on this machine");
    }
  }

  /** Returns the named tagger, or the default if the name is null. */
  Loaded get(@Nullable String name) {
    Loaded loaded = name == null ? byName.values().iterator().next() : byName.get(name);
    if (loaded == null) {
      throw HttpProblem.field("tagger", "names a tagger that is not served; see /api/taggers");
    }
    return loaded;
  }

  /** Returns the tagger with this name. */
  Optional<Loaded> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns all taggers, the default first. */
  List<Loaded> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public void close() {
    byName.values().forEach(Loaded::close);
  }
}
