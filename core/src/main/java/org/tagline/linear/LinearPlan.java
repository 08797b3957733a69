package org.tagline.linear;

import static org.tagline.hyperparameter.Hyperparameter.choice;
import static org.tagline.hyperparameter.Hyperparameter.decimal;
import static org.tagline.hyperparameter.Hyperparameter.flag;
import static org.tagline.hyperparameter.Hyperparameter.integer;
import static org.tagline.hyperparameter.Hyperparameter.wide;
import static org.tagline.hyperparameter.HyperparameterGroup.LINEAR;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.tagline.dataset.ClassWeighting;
import org.tagline.hyperparameter.Hyperparameters;

/**
 * The hyperparameters of a linear tagger. Start from {@link #DEFAULT} or {@link #MANY}, and change
 * values with {@link #with}. {@link #HYPERPARAMETERS} has the ranges and defaults.
 *
 * @param c inverse strength of the regularization, as scikit-learn's {@code C}
 * @param classWeights weighting of rare tags in the loss
 * @param longestTerm 1 for words alone, 2 for pairs of neighbouring words too
 * @param leastFilms least number of training films that have a term
 * @param commonShare share of the training films above which a word that tells no tag is skipped
 *     like a stop word
 * @param mostTerms largest vocabulary; terms of more films are preferred
 * @param halfPrecision whether weights are stored as 16-bit numbers, for a smaller tagger
 * @param seed seed of the folds on which thresholds of several tags are chosen; training itself is
 *     not random
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record LinearPlan(
    double c,
    ClassWeighting classWeights,
    int longestTerm,
    int leastFilms,
    double commonShare,
    int mostTerms,
    boolean halfPrecision,
    long seed) {
  /** Variant of the defaults for films with any number of tags. */
  public static final String SEVERAL_TAGS = "several tags";

  /** One entry per component, in the same order. */
  public static final Hyperparameters HYPERPARAMETERS =
      Hyperparameters.of(
          decimal("c", 0.5)
              .above(0)
              .atMost(1e6)
              .variant(SEVERAL_TAGS, 4.0)
              .in(LINEAR)
              .help("C", "Inverse strength of the regularization; smaller regularizes more."),
          choice("classWeights", ClassWeighting.BALANCED.toString(), ClassWeighting.names())
              .variant(SEVERAL_TAGS, ClassWeighting.NONE.toString())
              .help("SCHEME", ClassWeighting.HELP),
          integer("longestTerm", 2)
              .atLeast(1)
              .atMost(2)
              .in(LINEAR)
              .help("Longest term in words: 1 for words, 2 for pairs of words too."),
          integer("leastFilms", 2)
              .atLeast(1)
              .in(LINEAR)
              .typedAs("term-films")
              .help("Ignore terms of fewer than N training films."),
          decimal("commonShare", 0.3)
              .above(0)
              .atMost(1)
              .in(LINEAR)
              .help(
                  "SHARE",
                  "Ignore words of more than this share of the training films if they tell no tag."),
          integer("mostTerms", 200_000)
              .atLeast(1)
              .variant(SEVERAL_TAGS, 50_000)
              .in(LINEAR)
              .help("Largest vocabulary in words and pairs of words; fewer make a smaller tagger."),
          flag("halfPrecision")
              .in(LINEAR)
              .help("Store weights as 16-bit numbers, for a smaller tagger."),
          wide("seed", 42).help("Seed of everything random."));

  /** The default plan for films with one tag each. */
  public static final LinearPlan DEFAULT = HYPERPARAMETERS.defaults("one tag", LinearPlan.class);

  /** The default plan for films with any number of tags. */
  public static final LinearPlan MANY = HYPERPARAMETERS.defaults(SEVERAL_TAGS, LinearPlan.class);

  public LinearPlan {
    HYPERPARAMETERS.check(
        c,
        classWeights.toString(),
        longestTerm,
        leastFilms,
        commonShare,
        mostTerms,
        halfPrecision,
        seed);
  }

  /**
   * Returns this plan with some values changed.
   *
   * @param changes values by the names of components
   * @throws IllegalArgumentException for an unknown name or a value that is not allowed
   */
  public LinearPlan with(Map<String, ?> changes) {
    return HYPERPARAMETERS.with(this, changes);
  }
}
