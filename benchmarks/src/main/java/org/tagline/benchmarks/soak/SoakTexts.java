package org.tagline.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The texts that the clients send: invented synopses of the sample catalogue, and sentences from
 * them in another order. Thread-safe.
 */
final class SoakTexts {
  private final List<String> synopses;
  private final List<String> words;
  private final List<String> sentences;

  SoakTexts(List<String> synopses) {
    this.synopses = List.copyOf(synopses);
    this.sentences =
        synopses.stream().flatMap(text -> Stream.of(text.split("(?<=\\.) +"))).toList();
    this.words =
        synopses.stream()
            .flatMap(text -> Stream.of(text.split("[^A-Za-z]+")))
            .filter(word -> word.length() > 3)
            .toList();
  }

  /** Returns a synopsis of the sample catalogue. */
  String synopsis(Random random) {
    return synopses.get(random.nextInt(synopses.size()));
  }

  /** Returns a text of some sentences that has hardly been sent before. */
  String fresh(Random random, int count) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(sentences.get(random.nextInt(sentences.size())));
    }
    return String.join(" ", drawn);
  }

  /** Returns a word to search for. */
  String word(Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
