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
 * Trains a single-label {@link LinearModel} with auxiliary films by stacked generalization
 * (Wolpert, Neural Networks 5, 1992).
 *
 * <p>Two models are mixed. The first is trained on the catalogue's films and, with half the weight,
 * on the auxiliary films that have exactly one of the tags. The second predicts all tags of the
 * auxiliary films and then, from those scores, the tags of the catalogue. The weights of the two
 * models are chosen by cross-validation on the catalogue's films. Every step is linear in the
 * terms, so the result is one linear model.
 *
 * <p>Deterministic: the same films and seed give the same weights.
 */
public final class StackedTrainer {
  /** Weight of a film of the catalogue in the first model, relative to an auxiliary film. */
  private static final int CATALOGUE_COPIES = 2;

  private static final int FOLDS = 5;

  /**
   * Number of repeated cross-validations, because a single one is too noisy for choosing a mixture.
   */
  private static final int REPEATS = 3;

  /**
   * {@code C} of the regressions for the auxiliary films' tags: many films need little
   * regularization.
   */
  private static final double TAGS_C = 1;

  /** {@code C} of the regression on those scores, which are few dense inputs. */
  private static final double STACK_C = 0.01;

  /** Tags of the auxiliary films with fewer films are ignored. */
  private static final int LEAST_FILMS = 5;

  private final LinearPlan plan;

  public StackedTrainer(LinearPlan plan) {
    this.plan = plan;
  }

  /**
   * Trains a model.
   *
   * @param texts texts of the films
   * @param labels tag of each film
   * @param tags number of tags
   * @param auxiliary films that share no text with the catalogue
   * @param listener receives the progress on the auxiliary films' tags
   * @throws IllegalArgumentException if no term occurs in enough films
   */
  public LinearModel train(
      List<String> texts,
      int[] labels,
      int tags,
      AuxiliaryTexts auxiliary,
      LinearTrainer.TagListener listener) {
    List<String> all = new ArrayList<>(texts);
    all.addAll(auxiliary.texts());
    boolean[][] allLabels = new boolean[all.size()][];
    for (int film = 0; film < all.size(); film++) {
      allLabels[film] =
          film < labels.length ? row(labels[film], tags) : auxiliary.labels()[film - labels.length];
    }
    Vocabulary vocabulary = new LinearTrainer(plan).vocabulary(all, allLabels);
    TfIdf tfIdf = new TfIdf(vocabulary);
    List<SparseVector> films = texts.stream().map(tfIdf::vector).toList();
    List<SparseVector> others = auxiliary.texts().stream().map(tfIdf::vector).toList();
    int terms = vocabulary.terms().size();

    Scores elsewhere =
        new OneVsRest(others, terms, TAGS_C, ClassWeighting.BALANCED)
            .train(frequent(auxiliary.tags()), listener)
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
            .train(everyFilm)
            .mixed(1 - mixture.second(), stacked, mixture.second(), mixture.shift(counts));
    return new LinearModel(vocabulary, mixed.weights(), mixed.bias());
  }

  /** Chooses the mixture on cross-validated scores of both models. */
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
              int[] foldOf = fold[part / FOLDS];
              int[] rest = films(foldOf, part % FOLDS, false);
              if (rest.length == 0) {
                return;
              }
              Scores direct = examples.train(rest);
              Scores stacked = stack(scores, labels, rest, counts.length);
              for (int film : films(foldOf, part % FOLDS, true)) {
                first[part / FOLDS * labels.length + film] = direct.of(films.get(film));
                second[part / FOLDS * labels.length + film] = stacked.of(scores.get(film));
              }
            });
    boolean measured = Arrays.stream(first).noneMatch(Objects::isNull);
    return measured ? Mixture.best(first, second, repeated, counts) : new Mixture(0, 0);
  }

  /** Returns the films inside or outside a fold. */
  private static int[] films(int[] foldOf, int fold, boolean inside) {
    return IntStream.range(0, foldOf.length)
        .filter(film -> foldOf[film] == fold == inside)
        .toArray();
  }

  /** Returns the fold of each film; the films of each tag are distributed evenly. */
  private static int[] folds(int[] labels, long seed) {
    Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
    Collections.shuffle(Arrays.asList(order), new Random(seed));
    int[] next = new int[Arrays.stream(labels).max().orElse(0) + 1];
    int[] fold = new int[labels.length];
    for (int film : order) {
      fold[film] = next[labels[film]]++ % FOLDS;
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
        .train(inputs, targets, tags, once);
  }

  private static SparseVector dense(float[] values) {
    return new SparseVector(IntStream.range(0, values.length).toArray(), values);
  }

  /** Returns the columns of the tags with enough films. */
  private static boolean[][] frequent(boolean[][] tags) {
    int[] columns =
        IntStream.range(0, tags[0].length)
            .filter(tag -> Arrays.stream(tags).filter(film -> film[tag]).count() >= LEAST_FILMS)
            .toArray();
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "no tag is on at least %d of the auxiliary films; add auxiliary films or train without them"
              .formatted(LEAST_FILMS));
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

  /** Training examples of the first model. */
  private final class Examples {
    private final List<SparseVector> films;
    private final int[] labels;
    private final List<SparseVector> others = new ArrayList<>();
    private final List<Integer> othersLabels = new ArrayList<>();
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
        othersLabels.add(
            IntStream.range(0, tags).filter(tag -> has[tag]).findFirst().orElseThrow());
      }
    }

    Scores train(int[] chosen) {
      List<SparseVector> rows = new ArrayList<>(others);
      IntStream.Builder targets = IntStream.builder();
      othersLabels.forEach(targets::add);
      for (int film : chosen) {
        rows.add(films.get(film));
        targets.add(labels[film]);
      }
      int[] copies = new int[rows.size()];
      Arrays.fill(copies, 0, others.size(), 1);
      Arrays.fill(copies, others.size(), copies.length, CATALOGUE_COPIES);
      return new MultinomialRegression(terms, plan.c() / CATALOGUE_COPIES, plan.classWeights())
          .train(rows, targets.build().toArray(), tags, copies);
    }
  }
}
