package org.tagline.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One HTML file with everything inside: style, plots, and the library that draws them. */
public final class Page {
  private static final String CHART_JS =
      "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private final List<Drawing> charts = new ArrayList<>();

  public Page(String title) {
    this.title = title;
  }

  /** Adds markup that is already escaped. */
  public Page add(String html) {
    body.append(html);
    return this;
  }

  /** Adds a plot with the same figures as a table beside it. */
  public Page add(Drawing chart, String table) {
    charts.add(chart);
    body.append("<div class=\"pair\" style=\"--beside:%dpx\"><figure>".formatted(chart.height()))
        .append(chart.html())
        .append("</figure>\n")
        .append(table)
        .append("</div>\n");
    return this;
  }

  public String html() {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        <script type="application/json" id="charts">%s</script>
        <script>%s</script>
        <script>
        %s%s</script>
        </body>
        </html>
        """
        .formatted(
            Html.escape(title),
            resource("report.css"),
            body,
            Html.json(charts),
            chartJs(),
            resource("charts.js"),
            resource("report.js"));
  }

  /** Without the line that makes developer tools ask for a source map. */
  private static String chartJs() {
    return resource(CHART_JS).replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip();
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the installation; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
