package org.tagline.render;

import java.util.List;

/** Writes values into HTML, escaped so that no film's title can become markup or script. */
public final class Html {
  private Html() {}

  /** Escapes text for use between tags or inside a quoted attribute. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        // Browsers replace control characters on their own, but validators reject the page.
        default -> escaped.append(c < ' ' && !Character.isWhitespace(c) ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /** Writes a value as JSON for a script element; nothing in it can end the element. */
  static String json(Object value) {
    return Json.compact(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  /** Returns a table whose first column names the row and whose other columns hold figures. */
  public static String table(String caption, List<String> header, List<List<String>> rows) {
    StringBuilder html = new StringBuilder();
    html.append(scrollable(caption))
        .append("<table class=\"figures\"><caption>")
        .append(escape(caption))
        .append("</caption>\n<thead><tr>");
    header.forEach(name -> html.append("<th scope=\"col\">").append(escape(name)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
      row.stream()
          .skip(1)
          .forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /** Opens a scrollable box that can be reached by keyboard; the caller closes the div. */
  public static String scrollable(String name) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
        .formatted(escape(name));
  }
}
