package org.tagline.report;

import java.util.List;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Film;
import org.tagline.render.Html;
import org.tagline.render.Numbers;

/** Renders the films that cleaning excludes from training, each with its row, title and tags. */
final class ExcludedFilms {
  /** Longer lists are folded, so that the page stays readable. */
  private static final int MAX_OPEN_ROWS = 60;

  private final Cleaned cleaned;

  ExcludedFilms(Cleaned cleaned) {
    this.cleaned = cleaned;
  }

  /** Returns the section's markup. */
  String html() {
    return "<section>\n<h2>Excluded from training</h2>\n"
        + contradictory()
        + repeated()
        + incomplete()
        + "</section>\n";
  }

  private String contradictory() {
    StringBuilder rows = new StringBuilder();
    for (List<Film> group : cleaned.contradictory()) {
      rows.append("<tbody>\n");
      group.forEach(film -> rows.append("<tr>").append(cells(film)).append("</tr>\n"));
      rows.append("</tbody>\n");
    }
    return list(
        "Contradictory",
        "same text, different tags; all are excluded, because which is right is unknown",
        cleaned.contradictoryCount(),
        "<th scope=\"col\">Row</th><th scope=\"col\">Film</th><th scope=\"col\">Tags</th>",
        rows);
  }

  private String repeated() {
    StringBuilder rows = new StringBuilder("<tbody>\n");
    for (Cleaned.Repeat repeat : cleaned.repeated()) {
      rows.append("<tr>")
          .append(cells(repeat.film()))
          .append("<td>")
          .append(Html.escape(repeat.of().id()))
          .append("</td><td>")
          .append(title(repeat.of()))
          .append("</td></tr>\n");
    }
    return list(
        "Repeated",
        "same text and tags as an earlier film, which is kept",
        cleaned.repeated().size(),
        "<th scope=\"col\">Row</th><th scope=\"col\">Film</th><th scope=\"col\">Tags</th>"
            + "<th scope=\"col\">Repeats row</th><th scope=\"col\">Film kept</th>",
        rows.append("</tbody>\n"));
  }

  private String incomplete() {
    StringBuilder rows = new StringBuilder("<tbody>\n");
    for (Film film : cleaned.incomplete()) {
      rows.append("<tr>")
          .append(cells(film))
          .append("<td>")
          .append(missing(film))
          .append("</td></tr>\n");
    }
    return list(
        "Incomplete",
        "no text or no tags",
        cleaned.incomplete().size(),
        "<th scope=\"col\">Row</th><th scope=\"col\">Film</th><th scope=\"col\">Tags</th>"
            + "<th scope=\"col\">Missing</th>",
        rows.append("</tbody>\n"));
  }

  private static String list(
      String name, String meaning, int count, String header, StringBuilder bodies) {
    String lead = "<b>%s: %s</b> <span>%s</span>".formatted(name, Numbers.count(count), meaning);
    if (count == 0) {
      return "<p class=\"none\">" + lead + "</p>\n";
    }
    return """
        <details%s>
        <summary>%s</summary>
        %s<table class="films"><caption class="hidden">%s films</caption>
        <thead><tr>%s</tr></thead>
        %s</table></div>
        </details>
        """
        .formatted(
            count <= MAX_OPEN_ROWS ? " open" : "",
            lead,
            Html.scrollable(name + " films"),
            name,
            header,
            bodies);
  }

  private static String missing(Film film) {
    if (!film.tags().isEmpty()) {
      return "text";
    }
    return film.text().isBlank() ? "text and tags" : "tags";
  }

  private static String cells(Film film) {
    return "<td>%s</td><td>%s</td><td>%s</td>"
        .formatted(
            Html.escape(film.id()), title(film), Html.escape(String.join(", ", film.tags())));
  }

  private static String title(Film film) {
    return film.title().isBlank() ? "<i>untitled</i>" : Html.escape(film.title());
  }
}
