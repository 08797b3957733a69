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
 * The taggers in this server's memory. They are chosen when it starts; no request can load one.
 * Thread-safe.
 */
final class LoadedTaggers implements AutoCloseable {
  /** Loaded when none is named: enough to compare, few enough for a small machine. */
  private static final int NEWEST = 3;

  /** A tagger, and how it cuts texts; null where it does not cut them. */
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

    /** The windows it reads a text in; none for a tagger that reads it whole. */
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
   * Loads taggers and asks each what it knows the answer to.
   *
   * @param names the first is asked by default; empty for the newest
   * @throws IOException when one cannot be read or does not answer as it did when it was made
   */
  static LoadedTaggers load(TaggerStore store, List<String> names) throws IOException {
    List<String> wanted = new ArrayList<>(names);
    if (wanted.isEmpty()) {
      store.all().stream().limit(NEWEST).map(TaggerInfo::name).forEach(wanted::add);
    }
    if (wanted.isEmpty()) {
      // The store's sentence says how to make one.
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
              + "\" does not answer here as it did when it was made (a probability differs by "
              + difference
              + "); train it again on this machine");
    }
  }

  /** The tagger asked for, or the first. */
  Loaded get(@Nullable String name) {
    Loaded loaded = name == null ? byName.values().iterator().next() : byName.get(name);
    if (loaded == null) {
      throw HttpProblem.field("tagger", "names none that is served; see /api/taggers");
    }
    return loaded;
  }

  Optional<Loaded> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<Loaded> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public void close() {
    byName.values().forEach(Loaded::close);
  }
}
