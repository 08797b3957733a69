package org.tagline.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts.Part;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.evaluate.AveragePrecision;
import org.tagline.evaluate.Thresholds;

/**
 * What is wrong with a catalogue's tags rather than with its films. What stands together is counted
 * on people's tags of all films; what a tagger makes of the tags, on films that it had no part in.
 *
 * @param tagger that was asked
 * @param films that people tagged
 * @param judgedOn films that the tagger had no part in
 * @param chosenOn films of the validation part, on which merged tags' thresholds are chosen
 * @param tags each with whether it can be learned, the least learned first
 * @param near tags that people use and the tagger scores alike, the nearest first
 * @param together a tag that (nearly) never comes without the other
 * @param apart frequent tags that no film has both of
 * @param merges what merging pairs would do; those asked for, else the nearest
 */
public record TagHygiene(
    String tagger,
    int films,
    int judgedOn,
    int chosenOn,
    List<TagLearned> tags,
    List<TagPair> near,
    List<TagPair> together,
    List<TagPair> apart,
    List<Merge> merges) {
  /** Fewer films to judge on say too little. */
  private static final int LEAST_FILMS = 30;

  /** Pairs listed of each sort. */
  private static final int SHOWN = 10;

  /** A tag on fewer films stands together with another, or apart from it, by luck. */
  private static final int LEAST_SUPPORT = 10;

  private static final double NEAR = 0.4;
  private static final double NEAR_LIFT = 1.5;
  private static final double ALWAYS = 0.9;
  private static final double EXPECTED_TO_MEET = 5;

  /** Two tags to look at as if they were one. */
  public record Pair(String first, String second) {}

  /**
   * Looks at the tags.
   *
   * @param labelled the films that people tagged, without repeats
   * @param audited at least the films among them that the tagger did not learn from
   * @param wanted pairs to merge; empty for the nearest
   * @throws IllegalArgumentException for a tagger that gives one tag, for a tag that it does not
   *     know, and where there are too few films to judge on
   */
  public static TagHygiene of(List<Film> labelled, AuditedFilms audited, List<Pair> wanted) {
    if (audited.task() == Task.SINGLE) {
      throw new IllegalArgumentException(
          "\""
              + audited.tagger()
              + "\" gives every film one tag; see what it takes for what with: tagline evaluate "
              + audited.tagger());
    }
    TagSet tags = audited.tags();
    List<AuditedFilm> tagged =
        audited.films().stream().filter(f -> f.tags().stream().anyMatch(tags::contains)).toList();
    List<AuditedFilm> unseen = tagged.stream().filter(f -> f.part().unseen()).toList();
    if (unseen.size() < LEAST_FILMS) {
      throw new IllegalArgumentException(
          "only %d tagged films had no part in the making of \"%s\", too few to judge on; train it with more films held out"
              .formatted(unseen.size(), audited.tagger()));
    }
    Decisions judged = Decisions.of(unseen, tags);
    Decisions chosen =
        Decisions.of(tagged.stream().filter(f -> f.part() == Part.VALIDATION).toList(), tags);
    Cooccurrence counted = Cooccurrence.of(labelled, tags);
    List<TagPair> pairs = pairs(counted, judged, tags);
    List<TagPair> near =
        first(
            pairs,
            pair ->
                pair.correlation() >= NEAR && pair.lift() >= NEAR_LIFT
                    ? pair.correlation() * pair.associated(counted.films())
                    : 0);
    List<Pair> merged =
        wanted.isEmpty()
            ? near.stream().map(pair -> new Pair(pair.first(), pair.second())).toList()
            : wanted;
    return new TagHygiene(
        audited.tagger(),
        counted.films(),
        judged.films(),
        chosen.films(),
        learned(counted, judged, tags),
        near,
        first(pairs, pair -> pair.overlap() >= ALWAYS ? pair.overlap() : 0),
        first(pairs, pair -> pair.both() == 0 ? counted.expected(pair) - EXPECTED_TO_MEET : 0),
        merged.stream().map(pair -> merge(pair, judged, chosen, tags)).toList());
  }

  private static List<TagPair> pairs(Cooccurrence counted, Decisions judged, TagSet tags) {
    double[][] logits = Correlation.standardizedLogits(judged.probabilities, tags.size());
    List<TagPair> pairs = new ArrayList<>();
    for (int a = 0; a < tags.size(); a++) {
      for (int b = a + 1; b < tags.size(); b++) {
        if (Math.min(counted.films(a), counted.films(b)) >= LEAST_SUPPORT) {
          pairs.add(counted.pair(a, b, Correlation.of(logits[a], logits[b])));
        }
      }
    }
    return pairs;
  }

  /** Those with the highest score above 0. */
  private static List<TagPair> first(List<TagPair> pairs, ToDoubleFunction<TagPair> score) {
    return pairs.stream()
        .filter(pair -> score.applyAsDouble(pair) > 0)
        .sorted(Comparator.comparingDouble(score).reversed())
        .limit(SHOWN)
        .toList();
  }

  private static List<TagLearned> learned(Cooccurrence counted, Decisions judged, TagSet tags) {
    return IntStream.range(0, tags.size())
        .mapToObj(
            tag -> {
              Decisions.Counts counts = judged.counts(tag);
              double share = (double) counts.carried() / judged.films();
              double always = 2 * share / (1 + share);
              double z = Correlation.rankZ(judged.labels, judged.probabilities, tag);
              return new TagLearned(
                  tags.name(tag),
                  counted.films(tag),
                  counts.carried(),
                  AveragePrecision.ofTag(judged.labels, judged.probabilities, tag),
                  share,
                  counts.f1(),
                  always,
                  TagLearned.verdict(counts.carried(), z, counts.f1(), always));
            })
        .sorted(
            Comparator.comparing((TagLearned tag) -> tag.verdict().ordinal())
                .reversed()
                .thenComparing(TagLearned::f1))
        .toList();
  }

  private static Merge merge(Pair pair, Decisions judged, Decisions chosen, TagSet tags) {
    int a = tags.indexOf(pair.first());
    int b = tags.indexOf(pair.second());
    if (a == b) {
      throw new IllegalArgumentException("a tag cannot be merged with itself: " + pair.first());
    }
    double threshold = chosen.films() >= LEAST_FILMS ? threshold(chosen, a, b) : 0;
    Decisions.Counts merged = new Decisions.Counts(0, 0, 0);
    for (int film = 0; film < judged.films(); film++) {
      boolean gives =
          threshold > 0
              ? either(judged.probabilities[film], a, b) >= threshold
              : judged.given[film][a] || judged.given[film][b];
      merged = merged.plus(judged.labels[film][a] || judged.labels[film][b], gives);
    }
    Decisions.Counts all = new Decisions.Counts(0, 0, 0);
    double sum = 0;
    for (int tag = 0; tag < tags.size(); tag++) {
      Decisions.Counts counts = judged.counts(tag);
      all = all.plus(counts);
      sum += counts.f1();
    }
    Decisions.Counts first = judged.counts(a);
    Decisions.Counts second = judged.counts(b);
    return new Merge(
        pair.first(),
        pair.second(),
        merged.carried(),
        first.f1(),
        second.f1(),
        first.plus(second).f1(),
        merged.f1(),
        sum / tags.size(),
        (sum - first.f1() - second.f1() + merged.f1()) / (tags.size() - 1),
        all.f1(),
        all.minus(first).minus(second).plus(merged).f1(),
        threshold);
  }

  private static double threshold(Decisions chosen, int a, int b) {
    boolean[][] labels = new boolean[chosen.films()][];
    float[][] probabilities = new float[chosen.films()][];
    for (int film = 0; film < labels.length; film++) {
      labels[film] = new boolean[] {chosen.labels[film][a] || chosen.labels[film][b]};
      probabilities[film] = new float[] {either(chosen.probabilities[film], a, b)};
    }
    return Thresholds.global(labels, probabilities);
  }

  /** How likely a film has one of two tags or both, if neither said anything of the other. */
  private static float either(float[] probabilities, int a, int b) {
    return 1 - (1 - probabilities[a]) * (1 - probabilities[b]);
  }
}
