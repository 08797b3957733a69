package org.tagline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.Judgement;
import org.tagline.audit.TaggerDiff;
import org.tagline.catalogue.format.CsvText;
import org.tagline.catalogue.format.TagField;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/**
 * Renders the changes that another tagger would make, for the terminal, as JSON and as CSV.
 * Thread-safe.
 *
 * @param diff the changes
 * @param shown the largest number of films to list
 */
public record DiffTables(TaggerDiff diff, int shown) {
  private static final int MAX_TAGS = 20;

  /** Returns the terminal's text, which ends with a line break. */
  public String text() {
    String text = headline() + "\n" + judged() + "\n";
    if (diff.changed().isEmpty()) {
      return text;
    }
    return text + "\n" + tags() + "\n" + films();
  }

  /** Says in a sentence how many films change. */
  public String headline() {
    return "Switching from \"%s\" to \"%s\" leaves the tags of %s of %s unchanged (%s) and changes %s."
        .formatted(
            diff.from(),
            diff.to(),
            Numbers.count(diff.same()),
            DoubtTables.count(diff.films(), "film"),
            Numbers.percent(diff.films() == 0 ? 1 : (double) diff.same() / diff.films()),
            Numbers.count(diff.changed().size()));
  }

  /** Says in a few sentences which tagger agrees more with the catalogue's tags. */
  public String judged() {
    Judgement judged = diff.judged();
    if (judged == null) {
      return "Neither can be judged: every tagged film was used to make at least one of them.";
    }
    return ("Of the %s not used to make either, \"%s\" is closer to the catalogue's tags on %s and"
            + " \"%s\" on %s: %s. Micro-F1: %s → %s. Of the tags gained, %s of %s are correct; of"
            + " the tags lost, %s of %s were wrong.")
        .formatted(
            DoubtTables.count(judged.films(), "tagged film"),
            diff.from(),
            Numbers.count(judged.closerFrom()),
            diff.to(),
            Numbers.count(judged.closerTo()),
            verdict(judged),
            Numbers.figure(judged.microF1From(), 3),
            Numbers.figure(judged.microF1To(), 3),
            Numbers.count(judged.gainedRight()),
            Numbers.count(judged.gained()),
            Numbers.count(judged.lostRight()),
            Numbers.count(judged.lost()));
  }

  private String verdict(Judgement judged) {
    if (judged.noise()) {
      return String.format(Locale.ROOT, "the difference may be chance (p = %.2f)", judged.p());
    }
    return "\"%s\" is right more often (%s, sign test)"
        .formatted(
            judged.closerTo() > judged.closerFrom() ? diff.to() : diff.from(),
            judged.p() < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", judged.p()));
  }

  private String tags() {
    AlignedTable table =
        new AlignedTable().row("tag", diff.from(), diff.to(), "gained", "lost", "");
    List<TaggerDiff.TagChange> changed = changedTags();
    changed.stream()
        .limit(MAX_TAGS)
        .forEach(
            tag ->
                table.row(
                    tag.tag(),
                    Numbers.count(tag.from()),
                    Numbers.count(tag.to()),
                    signed("+", tag.gained()),
                    signed("−", tag.lost()),
                    known(tag)));
    return table
        + (changed.size() > MAX_TAGS
            ? "… and %s; use --json to see all%n"
                .formatted(DoubtTables.count(changed.size() - MAX_TAGS, "more tag"))
            : "");
  }

  /** Returns the tags that at least one film gains or loses, most changed first. */
  List<TaggerDiff.TagChange> changedTags() {
    return diff.tags().stream().filter(tag -> tag.gained() + tag.lost() > 0).toList();
  }

  /** Says which tagger has the tag, if only one has; otherwise returns an empty text. */
  String known(TaggerDiff.TagChange tag) {
    return switch (tag.known()) {
      case "from" -> "only in " + diff.from();
      case "to" -> "only in " + diff.to();
      default -> "";
    };
  }

  private String films() {
    AlignedTable table = new AlignedTable().row("film", "gained", "lost", "catalogue tags");
    listed()
        .forEach(
            film ->
                table.row(
                    film.title().isBlank() ? film.id() : film.title(),
                    joined(film.gained()),
                    joined(film.lost()),
                    joined(film.tags())));
    return table.toString()
        + (diff.changed().size() > shown
            ? "… and %s; use --csv FILE to write all%n"
                .formatted(DoubtTables.count(diff.changed().size() - shown, "more film"))
            : "");
  }

  /** Returns the most changed films, as many as are listed. */
  List<TaggerDiff.FilmChange> listed() {
    return diff.changed().subList(0, Math.min(shown, diff.changed().size()));
  }

  /** Puts a sign before a count, but not before 0. */
  static String signed(String sign, int count) {
    return count == 0 ? "0" : sign + Numbers.count(count);
  }

  /** Joins tags with commas; a dash stands for none. */
  static String joined(List<String> tags) {
    return tags.isEmpty() ? "–" : String.join(", ", tags);
  }

  /** Returns the object that {@code diff --json} prints. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", diff.from());
    json.put("to", diff.to());
    json.put("films", diff.films());
    json.put("same", diff.same());
    json.put("changed", diff.changed().size());
    json.put("meanJaccard", diff.meanJaccard());
    json.put("judged", diff.judged());
    json.put("summary", headline() + " " + judged());
    json.put("tags", diff.tags());
    json.put("mostChanged", listed());
    return json;
  }

  /**
   * Returns a CSV table with one row for every changed film.
   *
   * @param spreadsheet whether the text is for a spreadsheet
   */
  public String csv(boolean spreadsheet) {
    CsvText csv = new CsvText(spreadsheet);
    csv.row("id", "title", diff.from(), diff.to(), "gained", "lost", "tags", "unseen");
    for (TaggerDiff.FilmChange film : diff.changed()) {
      List<String> row = new ArrayList<>(List.of(film.id(), film.title()));
      List.of(film.from(), film.to(), film.gained(), film.lost(), film.tags())
          .forEach(tags -> row.add(TagField.join(tags)));
      row.add(film.unseen() ? "yes" : "no");
      csv.row(row);
    }
    return csv.toString();
  }
}
