package org.tagline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.Band;
import org.tagline.tagger.Prediction;

/** Renders a prediction for the terminal. Thread-safe. */
public final class PredictionText {
  private static final int BAR_WIDTH = 30;
  private static final int MAX_TAGS = 10;
  private static final double MIN_PROBABILITY = 0.005;

  private PredictionText() {}

  /**
   * Returns the tags with bars, how much was read, and the evidence for the most probable tag.
   *
   * @param tagger the tagger's name
   * @param millis time the prediction took, in milliseconds
   */
  public static String of(String tagger, Prediction prediction, double millis) {
    return of(tagger, prediction, null, millis);
  }

  /**
   * Returns the tags with bars, how much was read, and the evidence.
   *
   * @param tagger the tagger's name
   * @param evidenceFor the tag that the evidence is for; null for the most probable
   * @param millis time the prediction took, in milliseconds
   */
  public static String of(
      String tagger, Prediction prediction, @Nullable String evidenceFor, double millis) {
    StringBuilder text = new StringBuilder();
    text.append(
        prediction.predicted().isEmpty()
            ? "No tag reaches its threshold."
            : String.join(", ", prediction.predicted()));
    text.append(System.lineSeparator().repeat(2));
    shown(prediction)
        .forEach(
            t ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %-16s %5.1f %%  %s%s%n",
                        t.tag(),
                        100 * t.probability(),
                        "█".repeat((int) Math.round(BAR_WIDTH * t.probability())),
                        t.band() == null || t.band() == Band.LEAVE ? "" : " " + t.band())));
    text.append(
        String.format(
            Locale.ROOT,
            "%nRead %d of %d tokens in %d window%s; \"%s\" took %.0f ms.%n",
            prediction.tokensRead(),
            prediction.tokensTotal(),
            prediction.windows(),
            prediction.windows() == 1 ? "" : "s",
            tagger,
            millis));
    if (!prediction.evidence().isEmpty()) {
      text.append(
          String.format(
              "%nEvidence for %s:%n",
              evidenceFor == null ? prediction.tags().get(0).tag() : evidenceFor));
      prediction
          .evidence()
          .forEach(
              e ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "  %+.3f  %s%n",
                          e.weight(),
                          e.text().replaceAll("\\s+", " "))));
    }
    return text.toString();
  }

  /** Returns the predicted tags, then the most probable of the others. */
  private static List<Prediction.Probability> shown(Prediction prediction) {
    List<Prediction.Probability> shown = new ArrayList<>();
    prediction.tags().stream()
        .filter(t -> prediction.predicted().contains(t.tag()))
        .forEach(shown::add);
    prediction.tags().stream()
        .filter(
            t -> !prediction.predicted().contains(t.tag()) && t.probability() >= MIN_PROBABILITY)
        .limit(Math.max(0, MAX_TAGS - shown.size()))
        .forEach(shown::add);
    return shown;
  }

  /** Returns title, predicted tags and the first tag's probability, separated by tabs. */
  public static String line(String title, Prediction prediction) {
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%.3f",
        title.replaceAll("\\s+", " "),
        String.join("|", prediction.predicted()),
        prediction.tags().get(0).probability());
  }
}
