package org.tagline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.Film;
import org.tagline.dataset.Profile;

class ExploreReportTest {
  private static final String NASTY = "</script><script>alert('x')</script><!-- \"&amp; \u0007";

  private static String report(List<Film> films) {
    return new ExploreReport(Profile.of(films, text -> new int[] {512, text.length()}), 512, "base")
        .html();
  }

  private static Film film(String id, String title, String text, String... tags) {
    return new Film(id, title, text, List.of(tags));
  }

  private static final List<Film> DEFECTS =
      List.of(
          film("r1", "First", "one text", "cult"),
          film("r2", "Second", "one  text", "cult"),
          film("r3", "Third", "another text", "cult"),
          film("r4", "Fourth", "another text", "dramatic"),
          film("r5", "Fifth", " ", "cult"));

  @Test
  void everyExcludedFilmIsListedWithRowTitleAndTags() {
    String html = report(DEFECTS);

    assertThat(html)
        .contains("<td>r2</td><td>Second</td><td>cult</td><td>r1</td><td>First</td>")
        .contains("<td>r3</td><td>Third</td><td>cult</td>")
        .contains("<td>r4</td><td>Fourth</td><td>dramatic</td>")
        .contains("<td>r5</td><td>Fifth</td><td>cult</td><td>text</td>");
  }

  @Test
  void titlesAndTagsNeverBecomeMarkupOrScript() {
    String html =
        report(
            List.of(
                film(NASTY, NASTY, "one text", NASTY),
                film("2", NASTY, "one text", "cult"),
                film("3", NASTY, "", NASTY)));

    assertThat(html)
        .doesNotContain("<script>alert")
        .doesNotContain("<!-- ")
        .doesNotContain("\u0007");
    assertThat(occurrences(html, "</script>")).isEqualTo(3);
  }

  @Test
  void theReportLoadsNothingFromTheNetwork() {
    String html = report(DEFECTS);

    assertThat(html).contains("default-src 'none'");
    assertThat(html)
        .doesNotContainPattern(
            "(?i)\\b(src|href|srcset|action)\\s*=\\s*[\"']?(?!data:)[a-z/.]+[/:.]")
        .doesNotContain("sourceMappingURL")
        .doesNotContain("@import")
        .doesNotContain("url(");
  }

  @Test
  void chartsShowTheFiguresOfTheTables() throws IOException {
    JsonNode charts = charts(report(DEFECTS));

    assertThat(charts.findValuesAsText("id"))
        .containsExactly("tags", "lengths", "windows", "weights");
    assertThat(charts.get(0).get("labels").toString()).isEqualTo("[\"cult\",\"dramatic\"]");
    assertThat(charts.get(0).get("series").get(0).get("values").toString()).isEqualTo("[4,1]");
    assertThat(charts.get(0).get("series").get(1).get("values").toString()).isEqualTo("[1,0]");
  }

  @Test
  void manyTagsGetTallCharts() throws IOException {
    List<Film> films = new ArrayList<>();
    for (int tag = 0; tag < 71; tag++) {
      for (int copy = 0; copy <= tag; copy++) {
        films.add(film(tag + "." + copy, "", "text " + tag + "." + copy, "tag" + tag));
      }
    }

    String html = report(films);

    assertThat(charts(html).get(0).get("labels")).hasSize(71);
    assertThat(charts(html).get(3).get("logarithmic").asBoolean()).isTrue();
    assertThat(html).containsPattern("height:\\d{4}px\"><canvas id=\"tags\"");
  }

  @Test
  void anEmptyCatalogueHasAReport() {
    assertThat(report(List.of())).contains("<dd>0</dd>").doesNotContain("NaN</td>");
  }

  private static JsonNode charts(String html) throws IOException {
    Matcher json =
        Pattern.compile("<script type=\"application/json\" id=\"charts\">(.*?)</script>")
            .matcher(html);
    assertThat(json.find()).isTrue();
    return new ObjectMapper().readTree(json.group(1));
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
