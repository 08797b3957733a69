package org.tagline.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The winner of a comparison and the reasons.
 *
 * @param quality the figure by which candidates are ranked: accuracy or micro-F1
 * @param winner the name of the candidate that fits the preference best
 * @param why the reasons, in sentences for people
 * @param paretoBest the names of the candidates on the Pareto front of quality, speed and memory
 * @param tests the paired tests of every two candidates, on the quality figure and on macro-F1
 */
public record Verdict(
    Figure quality,
    String winner,
    List<String> why,
    List<String> paretoBest,
    List<PairedTest> tests) {
  /** Largest difference that counts as about equal: with few runs, even large ones are noise. */
  private static final double ABOUT_EQUAL = 0.02;

  private static final double SMALLEST_P = 0.001;
  private static final String MAJORITY = "majority";
  private static final String LINEAR = "linear";

  /**
   * Ranks the candidates and chooses the winner.
   *
   * @param results at least one result, each with at least one run
   */
  public static Verdict of(List<CandidateResult> results, Preference preference) {
    boolean single = results.get(0).figures().containsKey(Figure.BALANCED_ACCURACY);
    Figure quality = single ? Figure.ACCURACY : Figure.MICRO_F1;
    List<CandidateResult> ranked = new ArrayList<>(results);
    ranked.sort(
        Comparator.comparingDouble((CandidateResult r) -> -r.mean(quality))
            .thenComparingDouble(r -> -r.mean(Figure.MACRO_F1)));
    List<PairedTest> tests = new ArrayList<>();
    for (Figure figure : List.of(quality, Figure.MACRO_F1)) {
      for (int a = 0; a < ranked.size(); a++) {
        for (int b = a + 1; b < ranked.size(); b++) {
          tests.add(PairedTest.of(ranked.get(a), ranked.get(b), figure));
        }
      }
    }
    CandidateResult best = ranked.get(0);
    List<CandidateResult> asGood = ranked.stream().filter(r -> asGood(r, best, quality)).toList();
    CandidateResult winner =
        preference == Preference.ACCURACY
            ? best
            : asGood.stream()
                .min(Comparator.comparingDouble(r -> r.mean(preference.figure())))
                .orElse(best);
    return new Verdict(
        quality,
        winner.name(),
        new Reasons(quality, preference, ranked, asGood, tests).sentences(winner),
        ParetoFront.of(ranked, quality).stream().map(CandidateResult::name).toList(),
        tests);
  }

  /** Returns the test of two candidates, named in either order, on a figure. */
  public Optional<PairedTest> test(String one, String other, Figure figure) {
    return tests.stream()
        .filter(
            t ->
                t.figure() == figure
                    && (t.first().equals(one) && t.second().equals(other)
                        || t.first().equals(other) && t.second().equals(one)))
        .findFirst();
  }

  /** Decides whether a candidate is about as good as the best; the majority class never is. */
  private static boolean asGood(CandidateResult one, CandidateResult best, Figure quality) {
    return one == best
        || !one.candidate().base().equals(MAJORITY)
            && best.mean(quality) - one.mean(quality) <= ABOUT_EQUAL
            && PairedTest.of(best, one, quality).noise();
  }

  /** Puts the reasons into words. */
  private record Reasons(
      Figure quality,
      Preference preference,
      List<CandidateResult> ranked,
      List<CandidateResult> asGood,
      List<PairedTest> tests) {

    List<String> sentences(CandidateResult winner) {
      List<String> why = new ArrayList<>();
      CandidateResult best = ranked.get(0);
      String head =
          format("%s has the best %s: %.3f", best.name(), quality.label(), best.mean(quality));
      int runs = best.runs().size();
      why.add(
          runs == 1
              ? head + " in a single run."
              : head + format(" ± %.3f over %d runs.", best.sd(quality), runs));
      for (CandidateResult other : ranked) {
        if (other != best) {
          why.add(difference(other));
        }
      }
      if (preference != Preference.ACCURACY) {
        why.add(
            asGood.size() == 1
                ? format(
                    "No other candidate is about as good, so it wins although you prefer %s.",
                    preference)
                : format(
                    "Of the candidates that are about as good, %s is the %s: %.1f ms per film, %.2f GB.",
                    winner.name(),
                    preference == Preference.SPEED ? "fastest" : "smallest",
                    winner.mean(Figure.MILLIS),
                    winner.mean(Figure.MEMORY) / 1e9));
      }
      why.add(
          format(
              "Tagging 10,000 films with %s takes about %s on this machine.",
              winner.name(), time(winner.hoursPerTenThousandFilms())));
      if (winner.candidate().base().equals(MAJORITY)) {
        why.add("No candidate is better than the majority class: train longer or on more films.");
      } else if (winner.candidate().base().equals(LINEAR)
          && ranked.stream().anyMatch(this::encoder)) {
        why.add(
            "The winner is not a transformer: on this much data, no transformer is worth its cost.");
      }
      return why;
    }

    private String difference(CandidateResult other) {
      PairedTest test =
          tests.stream()
              .filter(t -> t.figure() == quality && t.second().equals(other.name()))
              .findFirst()
              .orElseThrow();
      return test.pairs() < 2
          ? format(
              "It is %.1f points above %s in a single run, which proves nothing; compare on more"
                  + " splits.",
              100 * test.difference(), other.name())
          : format(
              "It is %.1f points above %s, which is %s (%s).",
              100 * test.difference(),
              other.name(),
              test.noise() ? "within noise" : "more than noise",
              test.p() < SMALLEST_P ? "p < 0.001" : format("p = %.3f", test.p()));
    }

    private boolean encoder(CandidateResult result) {
      String base = result.candidate().base();
      return !base.equals(LINEAR) && !base.equals(MAJORITY);
    }

    private static String time(double hours) {
      return hours >= 1
          ? counted(hours, 1, "hour")
          : hours * 60 >= 1 ? counted(hours * 60, 0, "minute") : counted(hours * 3600, 0, "second");
    }

    private static String counted(double value, int digits, String unit) {
      String number = format("%." + digits + "f", value);
      return number + " " + unit + (number.equals("1") ? "" : "s");
    }

    private static String format(String pattern, Object... values) {
      return String.format(Locale.ROOT, pattern, values);
    }
  }
}
