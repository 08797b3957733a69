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
import org.tagline.tagger.KnownAnswer;
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

  /** A tagger with its tokenizer and windower, which are null if it reads texts whole. */
  record Loaded(
      Tagger tagger, Path folder, @Nullable Tokenizer tokenizer, @Nullable Windower windower)
      implements AutoCloseable {

    static Loaded read(Path folder) throws IOException {
      Tagger tagger = TaggerFolder.load(folder);
      Path file = folder.resolve("tokenizer.json");
      if (!Files.exists(file)) {
        return new Loaded(tagger, folder, null, null);
      }
      TaggerInfo info = tagger.info();
      Tokenizer tokenizer = Tokenizer.read(file);
      WindowPolicy policy = WindowPolicy.parse(info.windows(), info.maxTokens(), info.overlap());
      return new Loaded(tagger, folder, tokenizer, new Windower(tokenizer, policy));
    }

    /** Returns the windows of a text, or none if the tagger reads texts whole. */
    List<Window> windows(String text) {
      return windower == null ? List.of() : windower.toRead(text).windows();
    }

    @Override
    public void close() {
      tagger.close();
      if (tokenizer != null) {
        tokenizer.close();
      }
    }
  }

  private final Map<String, Loaded> byName = new LinkedHashMap<>();

  /**
   * Loads taggers and checks each against the prediction stored with it.
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
        Loaded one = Loaded.read(store.find(name));
        loaded.byName.put(name, one);
        check(one);
      }
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private static void check(Loaded loaded) throws IOException {
    Optional<KnownAnswer> known = KnownAnswer.read(loaded.folder());
    double difference = known.isPresent() ? known.get().difference(loaded.tagger()) : 0;
    if (!(difference <= KnownAnswer.TOLERANCE)) {
      throw new IOException(
          "the tagger \""
              + loaded.tagger().info().name()
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
