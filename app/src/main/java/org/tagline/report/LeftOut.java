package org.tagline.report;

import java.util.List;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Film;
import org.tagline.render.Html;
import org.tagline.render.Numbers;

/** The films that cleaning leaves out, each by row, title and tags. */
final class LeftOut {
  /** Longer lists are folded, so that the page stays readable. */
  private static final int OPEN_UP_TO = 60;

  private final Cleaned cleaned;

  LeftOut(Cleaned cleaned) {
    this.cleaned = cleaned;
  }

  String html() {
    return "<section>\n<h2>Films left out of training</h2>\n"
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
        "the same text with different tags; all of them are left out, because nobody can say which is right",
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
        "the same text and the same tags as an earlier film, which is kept",
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
          .append(lacks(film))
          .append("</td></tr>\n");
    }
    return list(
        "Incomplete",
        "no text or no tag",
        cleaned.incomplete().size(),
        "<th scope=\"col\">Row</th><th scope=\"col\">Film</th><th scope=\"col\">Tags</th>"
            + "<th scope=\"col\">Lacks</th>",
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
            count <= OPEN_UP_TO ? " open" : "",
            lead,
            Html.scrollable(name + " films"),
            name,
            header,
            bodies);
  }

  private static String lacks(Film film) {
    if (!film.tags().isEmpty()) {
      return "text";
    }
    return film.text().isBlank() ? "text and tag" : "tag";
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
