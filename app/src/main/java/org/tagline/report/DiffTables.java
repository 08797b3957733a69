package org.tagline.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.Judgement;
import org.tagline.audit.TaggerDiff;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/**
 * What another tagger would change, for the terminal, for programs and for spreadsheets.
 * Thread-safe.
 *
 * @param diff what would change
 * @param shown how many films are listed
 */
public record DiffTables(TaggerDiff diff, int shown) {
  private static final int TAGS_SHOWN = 20;

  /** For the terminal; ends with a line break. */
  public String text() {
    String text = headline() + "\n" + judged() + "\n";
    if (diff.changed().isEmpty()) {
      return text;
    }
    return text + "\n" + tags() + "\n" + films();
  }

  /** How much stays, in a sentence. */
  public String headline() {
    return "From \"%s\" to \"%s\", %s of %s keep%s exactly their tags (%s); %s change%s."
        .formatted(
            diff.from(),
            diff.to(),
            Numbers.count(diff.same()),
            DoubtTables.count(diff.films(), "film"),
            diff.same() == 1 ? "s" : "",
            Numbers.percent(diff.films() == 0 ? 1 : (double) diff.same() / diff.films()),
            Numbers.count(diff.changed().size()),
            diff.changed().size() == 1 ? "s" : "");
  }

  /** Who is right more often, in a sentence or two. */
  public String judged() {
    Judgement judged = diff.judged();
    if (judged == null) {
      return "Nobody can say which is right: no tagged film had no part in either tagger.";
    }
    return ("On the %s that had no part in either, people's tags are nearer to \"%s\" on %s and to"
            + " \"%s\" on %s: %s. micro-F1 %s → %s; right are %s of %s tags gained and %s of %s lost.")
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
      return String.format(Locale.ROOT, "that may be chance (p = %.2f)", judged.p());
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
        .limit(TAGS_SHOWN)
        .forEach(
            tag ->
                table.row(
                    tag.tag(),
                    Numbers.count(tag.from()),
                    Numbers.count(tag.to()),
                    "+" + Numbers.count(tag.gained()),
                    "−" + Numbers.count(tag.lost()),
                    known(tag)));
    return table
        + (changed.size() > TAGS_SHOWN
            ? "and %d more tags, see --json%n".formatted(changed.size() - TAGS_SHOWN)
            : "");
  }

  List<TaggerDiff.TagChange> changedTags() {
    return diff.tags().stream().filter(tag -> tag.gained() + tag.lost() > 0).toList();
  }

  /** Where a tag is known to one of them only, that. */
  String known(TaggerDiff.TagChange tag) {
    return switch (tag.known()) {
      case "from" -> "only " + diff.from() + " knows it";
      case "to" -> "only " + diff.to() + " knows it";
      default -> "";
    };
  }

  private String films() {
    AlignedTable table = new AlignedTable().row("film", "gains", "loses", "people say");
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
            ? "and %s more; --csv writes all%n"
                .formatted(DoubtTables.count(diff.changed().size() - shown, "film"))
            : "");
  }

  List<TaggerDiff.FilmChange> listed() {
    return diff.changed().subList(0, Math.min(shown, diff.changed().size()));
  }

  static String joined(List<String> tags) {
    return tags.isEmpty() ? "–" : String.join(", ", tags);
  }

  /** For programs. */
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

  /** For spreadsheets: every film that changes, a row each. */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("id", "title", diff.from(), diff.to(), "gained", "lost", "tags", "unseen");
      for (TaggerDiff.FilmChange film : diff.changed()) {
        List<String> row = new ArrayList<>(List.of(film.id(), film.title()));
        List.of(film.from(), film.to(), film.gained(), film.lost(), film.tags())
            .forEach(tags -> row.add(String.join("|", tags)));
        row.add(film.unseen() ? "yes" : "no");
        csv.writeRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
