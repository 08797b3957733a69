package org.tagline.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Puts values into HTML so that no title, however odd, can become markup or script. */
public final class Html {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Html() {}

  /** Text between tags or inside a quoted attribute. */
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
        // Browsers replace these by themselves, but validators reject the page.
        default -> escaped.append(c < ' ' && !Character.isWhitespace(c) ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /** JSON inside a script element: nothing in it can end the element. */
  static String json(Object value) {
    try {
      return MAPPER
          .writeValueAsString(value)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a report's figures cannot be written as JSON", e);
    }
  }

  /** A table whose first column names the row and whose other columns are figures. */
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

  /** Opens a box that people who use no mouse can scroll too. */
  public static String scrollable(String name) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
        .formatted(escape(name));
  }
}
