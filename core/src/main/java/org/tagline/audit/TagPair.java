package org.tagline.audit;

/**
 * How two tags stand to each other.
 *
 * @param filmsFirst films that people gave the first tag
 * @param filmsSecond films that people gave the second
 * @param both films that have both
 * @param lift how many times more often they stand together than by chance: 1 where neither says
 *     anything of the other
 * @param jaccard films with both ÷ films with either
 * @param overlap films with both ÷ films with the rarer one
 * @param correlation Pearson's, of the logits that the tagger gives the two; 0 where it was not
 *     asked
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
   * How far two tags go together beyond chance, 1 where one never comes without the other:
   * normalized pointwise mutual information (Bouma, 2009); −1 where they never meet.
   *
   * @param films in all
   */
  double associated(int films) {
    return both == 0 ? -1 : both == films ? 0 : Math.log(lift) / -Math.log((double) both / films);
  }
}
