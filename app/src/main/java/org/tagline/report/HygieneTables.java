package org.tagline.report;

import java.util.List;
import java.util.Locale;
import org.tagline.audit.Merge;
import org.tagline.audit.TagHygiene;
import org.tagline.audit.TagLearned;
import org.tagline.audit.TagPair;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/** Renders the problems of a catalogue's tags for the terminal. Thread-safe. */
public final class HygieneTables {
  private HygieneTables() {}

  /** Returns all sections; the text ends with a line break. */
  public static String of(TagHygiene hygiene) {
    StringBuilder text = new StringBuilder();
    text.append(
        "The catalogue has %s; \"%s\" is judged on the %s of them not used to make it.%n%n"
            .formatted(
                DoubtTables.count(hygiene.films(), "tagged film"),
                hygiene.tagger(),
                Numbers.count(hygiene.judgedOn())));
    section(
        text,
        "Near-synonyms (used alike in the catalogue and by the tagger)",
        pairs(hygiene.near(), true),
        hygiene.near().isEmpty());
    section(
        text,
        "Almost always together (the rarer tag adds little)",
        pairs(hygiene.together(), false),
        hygiene.together().isEmpty());
    section(
        text,
        "Never together, although several films would have both by chance",
        apart(hygiene),
        hygiene.apart().isEmpty());
    List<TagLearned> doubtful =
        hygiene.tags().stream().filter(tag -> tag.verdict() != TagLearned.Verdict.LEARNED).toList();
    section(
        text,
        "Not learned, out of " + DoubtTables.count(hygiene.tags().size(), "tag"),
        learned(doubtful),
        doubtful.isEmpty());
    section(text, "Effect of a merge on F1", merges(hygiene.merges()), hygiene.merges().isEmpty());
    return text.append(notes(hygiene)).toString();
  }

  private static void section(StringBuilder text, String title, String table, boolean empty) {
    text.append(title).append(empty ? ": none.\n\n" : ":\n\n").append(empty ? "" : table + "\n");
  }

  private static String pairs(List<TagPair> pairs, boolean correlated) {
    AlignedTable table =
        new AlignedTable()
            .row(
                "tags (A + B)",
                "films A",
                "films B",
                "both",
                "lift",
                "of the rarer",
                "correlation");
    pairs.forEach(
        pair ->
            table.row(
                pair.first() + " + " + pair.second(),
                Numbers.count(pair.filmsFirst()),
                Numbers.count(pair.filmsSecond()),
                Numbers.count(pair.both()),
                Numbers.figure(pair.lift(), 1),
                Numbers.percent(pair.overlap()),
                correlated || pair.correlation() != 0 ? figure(pair.correlation()) : "–"));
    return table.toString();
  }

  private static String apart(TagHygiene hygiene) {
    AlignedTable table =
        new AlignedTable().row("tags (A + B)", "films A", "films B", "expected both");
    hygiene
        .apart()
        .forEach(
            pair ->
                table.row(
                    pair.first() + " + " + pair.second(),
                    Numbers.count(pair.filmsFirst()),
                    Numbers.count(pair.filmsSecond()),
                    Numbers.figure(
                        (double) pair.filmsFirst() * pair.filmsSecond() / hygiene.films(), 1)));
    return table.toString();
  }

  private static String learned(List<TagLearned> tags) {
    AlignedTable table =
        new AlignedTable()
            .row("tag", "films", "held out", "average precision", "chance", "F1", "verdict");
    tags.forEach(
        tag ->
            table.row(
                tag.tag(),
                Numbers.count(tag.films()),
                Numbers.count(tag.heldOut()),
                figure(tag.averagePrecision()),
                figure(tag.chance()),
                figure(tag.f1()),
                word(tag.verdict())));
    return table.toString();
  }

  /** Returns a verdict in words. */
  static String word(TagLearned.Verdict verdict) {
    return switch (verdict) {
      case LEARNED -> "learned";
      case WEAK -> "no better than always giving it";
      case CHANCE -> "ranked no better than by chance";
      case TOO_FEW -> "too few held-out films to tell";
    };
  }

  private static String merges(List<Merge> merges) {
    AlignedTable table =
        new AlignedTable()
            .row(
                "tags (A + B)", "F1 A", "F1 B", "pooled", "merged", "gain", "macro-F1", "micro-F1");
    merges.forEach(
        merge ->
            table.row(
                merge.first() + " + " + merge.second(),
                figure(merge.firstF1()),
                figure(merge.secondF1()),
                figure(merge.pooledF1()),
                figure(merge.mergedF1()),
                signed(merge.gain()),
                figure(merge.macroBefore()) + " → " + figure(merge.macroAfter()),
                figure(merge.microBefore()) + " → " + figure(merge.microAfter())));
    return table.toString();
  }

  private static String notes(TagHygiene hygiene) {
    if (hygiene.merges().isEmpty()) {
      return "";
    }
    boolean chosen = hygiene.merges().get(0).threshold() > 0;
    return "Pooled is the F1 of both tags' present predictions taken together.\n"
        + (chosen
            ? "A merged tag's probability is 1 − (1 − p)(1 − q); its threshold is chosen on %s.\n"
                .formatted(DoubtTables.count(hygiene.chosenOn(), "validation film"))
            : "There are too few validation films to choose a threshold, so a merged tag is predicted"
                + " wherever either tag is.\n")
        + "No tagger was retrained; one trained on merged tags may do better.\n";
  }

  private static String figure(double value) {
    return Numbers.figure(value, 3);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }
}
