package org.tagline.audit;

/**
 * Co-occurrence and similarity of two tags.
 *
 * @param first name of the first tag
 * @param second name of the second tag
 * @param filmsFirst number of films with the first tag
 * @param filmsSecond number of films with the second tag
 * @param both number of films with both tags
 * @param lift observed ÷ expected number of films with both tags; 1 for independent tags
 * @param jaccard films with both ÷ films with either
 * @param overlap films with both ÷ films with the rarer tag
 * @param correlation Pearson correlation of the logits of the tags
 */
public record TagPair(
    String first,
    String second,
    int filmsFirst,
    int filmsSecond,
    int both,
    double lift,
    double jaccard,
    double overlap,
    double correlation) {

  static TagPair of(
      String first, String second, int films, int a, int b, int both, double correlation) {
    return new TagPair(
        first,
        second,
        a,
        b,
        both,
        (double) both * films / ((double) a * b),
        (double) both / (a + b - both),
        (double) both / Math.min(a, b),
        correlation);
  }

  /**
   * Returns the normalized pointwise mutual information of the tags (Bouma, 2009): 1 if they always
   * occur together, 0 if they are independent, −1 if they never occur together.
   *
   * @param films number of films
   */
  double associated(int films) {
    return both == 0 ? -1 : both == films ? 0 : Math.log(lift) / -Math.log((double) both / films);
  }
}
