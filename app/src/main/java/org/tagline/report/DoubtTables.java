package org.tagline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagline.audit.AuditedFilm;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.Doubt;
import org.tagline.catalogue.format.CsvText;
import org.tagline.catalogue.format.TagField;
import org.tagline.dataset.Parts.Part;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/**
 * Renders tags that are probably missing or surplus, for the terminal, as JSON and as CSV.
 * Thread-safe.
 *
 * @param audited the films that were checked
 * @param surplus whether the tags are surplus; otherwise they are missing
 * @param doubts all doubtful tags, the most certain first
 * @param shown the largest number of them to list
 */
public record DoubtTables(AuditedFilms audited, boolean surplus, List<Doubt> doubts, int shown) {

  /** Returns the terminal's text, which ends with a line break. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (doubts.isEmpty()) {
      text.append(surplus ? "No surplus tags found.\n" : "No missing tags found.\n");
    } else {
      AlignedTable table =
          new AlignedTable().row("film", noun(), "probability", "split", "catalogue tags");
      listed()
          .forEach(
              doubt ->
                  table.row(
                      doubt.title().isBlank() ? doubt.id() : doubt.title(),
                      doubt.tag(),
                      String.format(Locale.ROOT, "%.3f", doubt.probability()),
                      split(doubt.part()),
                      String.join(", ", doubt.tags())));
      text.append(table).append('\n').append(counted());
    }
    return text.append(caution()).toString();
  }

  private String counted() {
    return "%s%s found by \"%s\" in %s.%n"
        .formatted(
            shown < doubts.size() ? "The first " + Numbers.count(shown) + " of " : "",
            count(doubts.size(), noun()),
            audited.tagger(),
            count(audited.films().size(), "film"));
  }

  private String noun() {
    return surplus ? "surplus tag" : "missing tag";
  }

  private String caution() {
    StringBuilder text = new StringBuilder();
    long training = films(Part.LEARNED);
    if (training > 0) {
      text.append(
          ("The tagger was trained on %s of these films, so its predictions lean towards the tags"
                  + " they have.%nTo avoid this, leave them out with --unseen, or score them with"
                  + " taggers not trained on them: --cross-fit 5%n")
              .formatted(Numbers.count(training)));
    }
    long untagged = untagged();
    if (untagged > 0) {
      text.append(
          "%s without tags %s not checked; tag them with: tagline batch%n"
              .formatted(count(untagged, "film"), untagged == 1 ? "is" : "are"));
    }
    return text.toString();
  }

  /** Returns the object that {@code missing --json} prints. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tagger", audited.tagger());
    json.put("kind", surplus ? "surplus" : "missing");
    json.put("films", audited.films().size());
    json.put("learned", films(Part.LEARNED));
    json.put("untagged", untagged());
    json.put("total", doubts.size());
    json.put("doubts", listed().stream().map(DoubtTables::json).toList());
    return json;
  }

  private static Map<String, Object> json(Doubt doubt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", doubt.id());
    json.put("title", doubt.title());
    json.put("tag", doubt.tag());
    json.put("probability", doubt.probability());
    json.put("tags", doubt.tags());
    json.put("part", word(doubt.part()));
    return json;
  }

  /**
   * Returns a CSV table with one row for every doubtful tag.
   *
   * @param spreadsheet whether the text is for a spreadsheet
   */
  public String csv(boolean spreadsheet) {
    CsvText csv = new CsvText(spreadsheet);
    csv.row("id", "title", surplus ? "has" : "lacks", "probability", "part", "tags");
    doubts.forEach(
        doubt ->
            csv.row(
                doubt.id(),
                doubt.title(),
                doubt.tag(),
                String.format(Locale.ROOT, "%.4f", doubt.probability()),
                word(doubt.part()),
                TagField.join(doubt.tags())));
    return csv.toString();
  }

  private List<Doubt> listed() {
    return doubts.subList(0, Math.min(shown, doubts.size()));
  }

  private long films(Part part) {
    return audited.films().stream().filter(film -> film.part() == part).count();
  }

  private long untagged() {
    return audited.films().stream().map(AuditedFilm::tags).filter(List::isEmpty).count();
  }

  /** Returns the name in JSON and CSV of a film's part in the tagger's training. */
  static String word(Part part) {
    return switch (part) {
      case LEARNED -> "learned";
      case VALIDATION -> "validation";
      case HELD_OUT -> "held out";
      case NEW -> "new";
    };
  }

  private static String split(Part part) {
    return part == Part.LEARNED ? "training" : word(part);
  }

  /** Writes a number with its noun, in the plural unless it is 1. */
  static String count(long number, String noun) {
    return Numbers.count(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
