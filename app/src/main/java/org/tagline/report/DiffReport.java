package org.tagline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.audit.TaggerDiff;
import org.tagline.render.Html;
import org.tagline.render.Numbers;
import org.tagline.render.Page;

/** Renders the changes that another tagger would make as the report of {@code diff --html}. */
public final class DiffReport {
  private static final int MAX_FILMS = 500;

  private final TaggerDiff diff;
  private final DiffTables tables;

  public DiffReport(TaggerDiff diff) {
    this.diff = diff;
    this.tables = new DiffTables(diff, MAX_FILMS);
  }

  /** Returns the whole HTML document. */
  public String html() {
    return new Page(diff.from() + " → " + diff.to()).add(header()).add(tags()).add(films()).html();
  }

  private String header() {
    Map<String, String> cards = new LinkedHashMap<>();
    cards.put("films", Numbers.count(diff.films()));
    cards.put("unchanged", Numbers.count(diff.same()));
    cards.put("changed", Numbers.count(diff.changed().size()));
    cards.put("mean overlap (Jaccard)", Numbers.percent(diff.meanJaccard()));
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
                        DiffTables.signed("+", tag.gained()),
                        DiffTables.signed("−", tag.lost()),
                        tables.known(tag)))
            .toList();
    return "<section>\n<h2>Tags</h2>\n"
        + Html.table(
            "Films per tag, most changed first",
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
                        film.unseen() ? "" : "yes"))
            .toList();
    return "<section>\n<h2>Films</h2>\n"
        + Html.table(
            rows.size() < diff.changed().size()
                ? "The %d most changed films of %s"
                    .formatted(rows.size(), Numbers.count(diff.changed().size()))
                : "All changed films, most changed first",
            List.of("Film", "Gained", "Lost", "Catalogue tags", "Used in training"),
            rows)
        + "</section>\n";
  }
}
