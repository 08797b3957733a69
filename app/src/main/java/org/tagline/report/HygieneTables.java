package org.tagline.report;

import java.util.List;
import java.util.Locale;
import org.tagline.audit.Merge;
import org.tagline.audit.TagHygiene;
import org.tagline.audit.TagLearned;
import org.tagline.audit.TagPair;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/** What is wrong with a catalogue's tags, for the terminal. Thread-safe. */
public final class HygieneTables {
  private HygieneTables() {}

  /** Everything; ends with a line break. */
  public static String of(TagHygiene hygiene) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s of the catalogue have tags; \"%s\" is judged on the %s of them that it had no part in.%n%n"
            .formatted(
                DoubtTables.count(hygiene.films(), "film"),
                hygiene.tagger(),
                Numbers.count(hygiene.judgedOn())));
    section(
        text,
        "Near-synonyms: people and the tagger use them alike",
        pairs(hygiene.near(), true),
        hygiene.near().isEmpty());
    section(
        text,
        "(Nearly) always together: the rarer one says little of its own",
        pairs(hygiene.together(), false),
        hygiene.together().isEmpty());
    section(
        text,
        "Never together, though chance alone would have put them on several films",
        apart(hygiene),
        hygiene.apart().isEmpty());
    List<TagLearned> doubtful =
        hygiene.tags().stream().filter(tag -> tag.verdict() != TagLearned.Verdict.LEARNED).toList();
    section(
        text,
        "Not learned, of " + DoubtTables.count(hygiene.tags().size(), "tag"),
        learned(doubtful),
        doubtful.isEmpty());
    section(
        text,
        "What merging two would do to F1",
        merges(hygiene.merges()),
        hygiene.merges().isEmpty());
    return text.append(how(hygiene)).toString();
  }

  private static void section(StringBuilder text, String title, String table, boolean empty) {
    text.append(title).append(empty ? ": none.\n\n" : ":\n\n").append(empty ? "" : table + "\n");
  }

  private static String pairs(List<TagPair> pairs, boolean correlated) {
    AlignedTable table =
        new AlignedTable()
            .row(
                "tags", "films", "and", "both", "times chance", "of the rarer", "scores correlate");
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
    AlignedTable table = new AlignedTable().row("tags", "films", "and", "expected together");
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
            .row("tag", "films", "held out", "average precision", "chance", "F1", "is");
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

  /** A verdict in words. */
  static String word(TagLearned.Verdict verdict) {
    return switch (verdict) {
      case LEARNED -> "learned";
      case WEAK -> "no better than giving it always";
      case CHANCE -> "ranked as by chance";
      case TOO_FEW -> "too few held out to tell";
    };
  }

  private static String merges(List<Merge> merges) {
    AlignedTable table =
        new AlignedTable()
            .row("tags", "F1", "and", "pooled", "merged", "gain", "macro-F1", "micro-F1");
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

  private static String how(TagHygiene hygiene) {
    if (hygiene.merges().isEmpty()) {
      return "";
    }
    boolean chosen = hygiene.merges().get(0).threshold() > 0;
    return "Pooled is what both tags' decisions reach together today. "
        + (chosen
            ? "A merged tag's probability is that of either tag (1 − (1 − p)(1 − q)); the threshold is"
                + " chosen on the %s of the validation part.\n"
                    .formatted(DoubtTables.count(hygiene.chosenOn(), "film"))
            : "There are too few films of a validation part to choose a threshold on, so a merged tag"
                + " is given wherever either is.\n")
        + "Nothing was trained again: a tagger trained on merged tags may do better.\n";
  }

  private static String figure(double value) {
    return Numbers.figure(value, 3);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }
}
