package org.tagline.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;

/**
 * Learns a {@link LinearModel} with the help of auxiliary films (stacked generalization; Wolpert,
 * 1992, Neural Networks 5).
 *
 * <p>Two models are mixed. The first learns the tags from the films and from the auxiliary films
 * that have exactly one of them, which count half. The second learns every tag that auxiliary films
 * have, and then the wanted tags from those scores: what a film would be tagged elsewhere tells
 * what it is tagged here. How much each counts is found by cross-validation within the films. All
 * of it is linear in the terms, so what comes out is one linear model.
 *
 * <p>For one tag a film. The same films and seed, the same bits.
 */
public final class StackedTrainer {
  /**
   * A film of the catalogue stands in the first model's examples so often, an auxiliary one once.
   */
  private static final int CATALOGUE_COPIES = 2;

  private static final int FOLDS = 5;

  /** One dealing of folds chooses a mixture by luck. */
  private static final int REPEATS = 3;

  /** For the scores of the auxiliary films' tags: many films, little regularization. */
  private static final double TAGS_C = 1;

  /** For the few dense inputs that those scores are. */
  private static final double STACK_C = 0.01;

  /** A tag of fewer auxiliary films tells nothing. */
  private static final int LEAST_FILMS = 5;

  private final LinearPlan plan;

  public StackedTrainer(LinearPlan plan) {
    this.plan = plan;
  }

  /**
   * Learns.
   *
   * @param texts of the films
   * @param labels each film's tag
   * @param tags how many there are
   * @param auxiliary films with nothing in common with these
   * @throws IllegalArgumentException where no term stands in enough films
   */
  public LinearModel train(
      List<String> texts,
      int[] labels,
      int tags,
      AuxiliaryTexts auxiliary,
      LinearTrainer.Tags listener) {
    List<String> all = new ArrayList<>(texts);
    all.addAll(auxiliary.texts());
    boolean[][] allGold = new boolean[all.size()][];
    for (int film = 0; film < all.size(); film++) {
      allGold[film] =
          film < labels.length ? row(labels[film], tags) : auxiliary.labels()[film - labels.length];
    }
    Vocabulary vocabulary = new LinearTrainer(plan).vocabulary(all, allGold);
    TfIdf tfIdf = new TfIdf(vocabulary);
    List<SparseVector> films = texts.stream().map(tfIdf::vector).toList();
    List<SparseVector> others = auxiliary.texts().stream().map(tfIdf::vector).toList();
    int terms = vocabulary.terms().size();

    Scores elsewhere =
        new OneVsRest(others, terms, TAGS_C, ClassWeighting.BALANCED)
            .learn(frequent(auxiliary.tags()), listener)
            .standardized(films);
    List<SparseVector> scores = films.stream().map(film -> dense(elsewhere.of(film))).toList();
    Examples examples = new Examples(films, labels, others, auxiliary, tags, terms);

    long[] counts = new long[tags];
    Arrays.stream(labels).forEach(tag -> counts[tag]++);
    Mixture mixture = mixture(films, scores, labels, counts, examples);
    int[] everyFilm = IntStream.range(0, labels.length).toArray();
    Scores stacked = elsewhere.then(stack(scores, labels, everyFilm, tags));
    Scores mixed =
        examples
            .learn(everyFilm)
            .mixed(1 - mixture.second(), stacked, mixture.second(), mixture.shift(counts));
    return new LinearModel(vocabulary, mixed.weights(), mixed.bias());
  }

  /** Both models' scores of each film, learned without it, decide. */
  private Mixture mixture(
      List<SparseVector> films,
      List<SparseVector> scores,
      int[] labels,
      long[] counts,
      Examples examples) {
    float[][] first = new float[REPEATS * labels.length][];
    float[][] second = new float[REPEATS * labels.length][];
    int[] repeated = new int[REPEATS * labels.length];
    int[][] fold = new int[REPEATS][];
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      fold[repeat] = folds(labels, plan.seed() + repeat);
      System.arraycopy(labels, 0, repeated, repeat * labels.length, labels.length);
    }
    IntStream.range(0, REPEATS * FOLDS)
        .parallel()
        .forEach(
            part -> {
              int[] dealt = fold[part / FOLDS];
              int[] rest = films(dealt, part % FOLDS, false);
              if (rest.length == 0) {
                return;
              }
              Scores direct = examples.learn(rest);
              Scores stacked = stack(scores, labels, rest, counts.length);
              for (int film : films(dealt, part % FOLDS, true)) {
                first[part / FOLDS * labels.length + film] = direct.of(films.get(film));
                second[part / FOLDS * labels.length + film] = stacked.of(scores.get(film));
              }
            });
    boolean measured = Arrays.stream(first).noneMatch(Objects::isNull);
    return measured ? Mixture.best(first, second, repeated, counts) : new Mixture(0, 0);
  }

  /** The films inside that fold, or outside of it. */
  private static int[] films(int[] dealt, int fold, boolean inside) {
    return IntStream.range(0, dealt.length).filter(film -> dealt[film] == fold == inside).toArray();
  }

  /** Each film's fold; a tag's films are dealt out evenly. */
  private static int[] folds(int[] labels, long seed) {
    Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
    Collections.shuffle(Arrays.asList(order), new Random(seed));
    int[] dealt = new int[Arrays.stream(labels).max().orElse(0) + 1];
    int[] fold = new int[labels.length];
    for (int film : order) {
      fold[film] = dealt[labels[film]]++ % FOLDS;
    }
    return fold;
  }

  private static Scores stack(List<SparseVector> scores, int[] labels, int[] films, int tags) {
    List<SparseVector> inputs = Arrays.stream(films).mapToObj(scores::get).toList();
    int[] targets = Arrays.stream(films).map(film -> labels[film]).toArray();
    int[] once = new int[films.length];
    Arrays.fill(once, 1);
    int width = scores.get(0).indexes().length;
    return new MultinomialRegression(width, STACK_C, ClassWeighting.BALANCED)
        .learn(inputs, targets, tags, once);
  }

  private static SparseVector dense(float[] values) {
    return new SparseVector(IntStream.range(0, values.length).toArray(), values);
  }

  /** The columns of tags that enough films have. */
  private static boolean[][] frequent(boolean[][] tags) {
    int[] columns =
        IntStream.range(0, tags[0].length)
            .filter(tag -> Arrays.stream(tags).filter(film -> film[tag]).count() >= LEAST_FILMS)
            .toArray();
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "no tag of the auxiliary films is on at least %d of them".formatted(LEAST_FILMS));
    }
    boolean[][] kept = new boolean[tags.length][columns.length];
    for (int film = 0; film < tags.length; film++) {
      for (int i = 0; i < columns.length; i++) {
        kept[film][i] = tags[film][columns[i]];
      }
    }
    return kept;
  }

  private static boolean[] row(int tag, int tags) {
    boolean[] row = new boolean[tags];
    row[tag] = true;
    return row;
  }

  /** What the first model learns from. */
  private final class Examples {
    private final List<SparseVector> films;
    private final int[] labels;
    private final List<SparseVector> others = new ArrayList<>();
    private final List<Integer> othersGold = new ArrayList<>();
    private final int tags;
    private final int terms;

    Examples(
        List<SparseVector> films,
        int[] labels,
        List<SparseVector> auxiliary,
        AuxiliaryTexts auxiliaryTexts,
        int tags,
        int terms) {
      this.films = films;
      this.labels = labels;
      this.tags = tags;
      this.terms = terms;
      for (int film : auxiliaryTexts.examples()) {
        boolean[] has = auxiliaryTexts.labels()[film];
        others.add(auxiliary.get(film));
        othersGold.add(IntStream.range(0, tags).filter(tag -> has[tag]).findFirst().orElseThrow());
      }
    }

    Scores learn(int[] chosen) {
      List<SparseVector> rows = new ArrayList<>(others);
      IntStream.Builder targets = IntStream.builder();
      othersGold.forEach(targets::add);
      for (int film : chosen) {
        rows.add(films.get(film));
        targets.add(labels[film]);
      }
      int[] copies = new int[rows.size()];
      Arrays.fill(copies, 0, others.size(), 1);
      Arrays.fill(copies, others.size(), copies.length, CATALOGUE_COPIES);
      return new MultinomialRegression(terms, plan.c() / CATALOGUE_COPIES, plan.classWeights())
          .learn(rows, targets.build().toArray(), tags, copies);
    }
  }
}
