package org.tagline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.audit.TaggerDiff;
import org.tagline.render.Html;
import org.tagline.render.Numbers;
import org.tagline.render.Page;

/** What another tagger would change, as one HTML file that needs no network. */
public final class DiffReport {
  private static final int FILMS_SHOWN = 500;

  private final TaggerDiff diff;
  private final DiffTables tables;

  public DiffReport(TaggerDiff diff) {
    this.diff = diff;
    this.tables = new DiffTables(diff, FILMS_SHOWN);
  }

  /** The whole HTML document. */
  public String html() {
    return new Page(diff.from() + " → " + diff.to())
        .add(header())
        .add(tags())
        .add(films())
        .add("<footer>Written by Tagline. Everything on this page is inside this file.</footer>\n")
        .html();
  }

  private String header() {
    Map<String, String> cards = new LinkedHashMap<>();
    cards.put("films", Numbers.count(diff.films()));
    cards.put("keep their tags", Numbers.count(diff.same()));
    cards.put("change", Numbers.count(diff.changed().size()));
    cards.put("tags in common, mean", Numbers.percent(diff.meanJaccard()));
    StringBuilder html =
        new StringBuilder(
            """
            <header>
            <h1>%s</h1>
            <p>%s</p>
            <p>%s</p>
            <dl class="cards">
            """
                .formatted(
                    Html.escape("From " + diff.from() + " to " + diff.to()),
                    Html.escape(tables.headline()),
                    Html.escape(tables.judged())));
    cards.forEach(
        (name, value) -> html.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value)));
    return html.append("</dl>\n</header>\n").toString();
  }

  private String tags() {
    List<List<String>> rows =
        tables.changedTags().stream()
            .map(
                tag ->
                    List.of(
                        tag.tag(),
                        Numbers.count(tag.from()),
                        Numbers.count(tag.to()),
                        "+" + Numbers.count(tag.gained()),
                        "−" + Numbers.count(tag.lost()),
                        tables.known(tag)))
            .toList();
    return "<section>\n<h2>Tags</h2>\n"
        + Html.table(
            "Films a tag, the most changed first",
            List.of("Tag", diff.from(), diff.to(), "Gained", "Lost", ""),
            rows)
        + "</section>\n";
  }

  private String films() {
    List<List<String>> rows =
        tables.listed().stream()
            .map(
                film ->
                    List.of(
                        film.title().isBlank() ? film.id() : film.title(),
                        DiffTables.joined(film.gained()),
                        DiffTables.joined(film.lost()),
                        DiffTables.joined(film.tags()),
                        film.unseen() ? "" : "learned"))
            .toList();
    return "<section>\n<h2>Films</h2>\n"
        + Html.table(
            rows.size() < diff.changed().size()
                ? "The %d most changed of %s"
                    .formatted(rows.size(), Numbers.count(diff.changed().size()))
                : "All that change, the most changed first",
            List.of("Film", "Gains", "Loses", "People say", "Part in a tagger"),
            rows)
        + "</section>\n";
  }
}
