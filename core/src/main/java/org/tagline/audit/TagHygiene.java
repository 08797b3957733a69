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
 * Report on problems with the tags of a catalogue. Co-occurrence is counted on the given tags of
 * all films; the predictions of the tagger are judged on unseen films.
 *
 * @param tagger name of the tagger
 * @param films number of tagged films
 * @param judgedOn number of unseen films
 * @param chosenOn number of validation films, on which the thresholds of merged tags are chosen
 * @param tags how well each tag can be learned, the worst first
 * @param near pairs of tags that people use alike and the tagger scores alike, the most similar
 *     first
 * @param together pairs in which one tag almost always occurs with the other
 * @param apart pairs of frequent tags that never occur together
 * @param merges effects of merging pairs: the requested pairs or, if there are none, the most
 *     similar
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
  /** Smallest number of films for judging predictions or choosing a threshold. */
  private static final int LEAST_FILMS = 30;

  /** Number of pairs in each list. */
  private static final int SHOWN = 10;

  /** Smallest support of the tags in a pair; co-occurrence of rarer tags is chance. */
  private static final int LEAST_SUPPORT = 10;

  private static final double NEAR = 0.4;
  private static final double NEAR_LIFT = 1.5;
  private static final double ALWAYS = 0.9;
  private static final double EXPECTED_TO_MEET = 5;

  /** A pair of tags to merge. */
  public record Pair(String first, String second) {}

  /**
   * Creates the report.
   *
   * @param labelled tagged films, without repeats
   * @param audited predictions for at least the unseen and the validation films among them
   * @param wanted pairs to merge; empty for the most similar
   * @throws IllegalArgumentException if the tagger is a single-label tagger, does not have a wanted
   *     tag, or if there are too few unseen films
   */
  public static TagHygiene of(List<Film> labelled, AuditedFilms audited, List<Pair> wanted) {
    if (audited.task() == Task.SINGLE) {
      throw new IllegalArgumentException(
          "\""
              + audited.tagger()
              + "\" predicts one tag per film; see its confusion matrix with: tagline evaluate "
              + audited.tagger());
    }
    TagSet tags = audited.tags();
    List<AuditedFilm> tagged =
        audited.films().stream().filter(f -> f.tags().stream().anyMatch(tags::contains)).toList();
    List<AuditedFilm> unseen = tagged.stream().filter(f -> f.part().unseen()).toList();
    if (unseen.size() < LEAST_FILMS) {
      throw new IllegalArgumentException(
          "only %d tagged films are unseen by \"%s\", too few to judge its predictions; train it with more held-out films"
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

  /** Returns the pairs with the highest positive scores. */
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

  /** Returns the probability that a film has at least one of two tags, if they are independent. */
  private static float either(float[] probabilities, int a, int b) {
    return 1 - (1 - probabilities[a]) * (1 - probabilities[b]);
  }
}
