package org.tagline.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagline.audit.AuditedFilm;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.Doubt;
import org.tagline.dataset.Parts.Part;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/**
 * Tags that are probably missing or do not belong, for the terminal, for programs and for
 * spreadsheets. Thread-safe.
 *
 * @param audited the films that were read
 * @param surplus whether the tags are there and doubted; else they are missing
 * @param doubts all, the surest first
 * @param shown how many of them are listed
 */
public record DoubtTables(AuditedFilms audited, boolean surplus, List<Doubt> doubts, int shown) {

  /** For the terminal; ends with a line break. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (doubts.isEmpty()) {
      text.append(
          surplus
              ? "The tagger doubts no tag that films have.\n"
              : "The tagger misses no tag that films lack.\n");
    } else {
      AlignedTable table =
          new AlignedTable()
              .row("film", surplus ? "has" : "lacks", "probability", "part", "people say");
      listed()
          .forEach(
              doubt ->
                  table.row(
                      doubt.title().isBlank() ? doubt.id() : doubt.title(),
                      doubt.tag(),
                      String.format(Locale.ROOT, "%.3f", doubt.probability()),
                      word(doubt.part()),
                      String.join(", ", doubt.tags())));
      text.append(table).append('\n').append(counted());
    }
    return text.append(caution()).toString();
  }

  private String counted() {
    return "%s of %s: \"%s\" read %s.%n"
        .formatted(
            Numbers.count(Math.min(shown, doubts.size())),
            count(doubts.size(), surplus ? "doubtful tag" : "missing tag"),
            audited.tagger(),
            count(audited.films().size(), "film"));
  }

  private String caution() {
    StringBuilder text = new StringBuilder();
    long learned = partly(Part.LEARNED);
    if (learned > 0) {
      text.append(
          ("It learned from %s of them, so what it says of these leans towards the tags that they"
                  + " have.%nFor answers without that: --unseen leaves them out; --cross-fit 5 asks"
                  + " taggers that did not learn them.%n")
              .formatted(Numbers.count(learned)));
    }
    long untagged = untagged();
    if (untagged > 0) {
      text.append(
          "%s without any tag %s not judged; tag them with: tagline batch%n"
              .formatted(count(untagged, "film"), untagged == 1 ? "is" : "are"));
    }
    return text.toString();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tagger", audited.tagger());
    json.put("kind", surplus ? "surplus" : "missing");
    json.put("films", audited.films().size());
    json.put("learned", partly(Part.LEARNED));
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

  /** For spreadsheets: all of them, a row each. */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("id", "title", surplus ? "has" : "lacks", "probability", "part", "tags");
      doubts.forEach(
          doubt ->
              csv.writeRecord(
                  doubt.id(),
                  doubt.title(),
                  doubt.tag(),
                  String.format(Locale.ROOT, "%.4f", doubt.probability()),
                  word(doubt.part()),
                  String.join("|", doubt.tags())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private List<Doubt> listed() {
    return doubts.subList(0, Math.min(shown, doubts.size()));
  }

  private long partly(Part part) {
    return audited.films().stream().filter(film -> film.part() == part).count();
  }

  private long untagged() {
    return audited.films().stream().map(AuditedFilm::tags).filter(List::isEmpty).count();
  }

  /** What a film was to the tagger. */
  static String word(Part part) {
    return switch (part) {
      case LEARNED -> "learned";
      case VALIDATION -> "validation";
      case HELD_OUT -> "held out";
      case NEW -> "new";
    };
  }

  static String count(long number, String noun) {
    return Numbers.count(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
