package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audits a catalogue with known errors. */
class AuditCommandsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    done(tagline("import", ManyTagFilms.write(folder.resolve("films.csv"))));
    done(tagline("train", "--as", "many", "--base", "linear", "--c", 5));
    done(tagline("train", "--as", "blind", "--base", "majority"));
  }

  @Test
  void listsTagsThatWereRemovedAsMissing() throws IOException {
    List<JsonNode> doubts = doubts("missing", "many", "--tag", "sea", "--unseen");
    assertThat(doubts).hasSizeGreaterThanOrEqualTo(2);
    assertThat(doubts)
        .allSatisfy(
            doubt -> {
              assertThat(ManyTagFilms.lacksSea(doubt.get("title").asText())).isTrue();
              assertThat(doubt.get("part").asText()).isEqualTo("held out");
            });
    assertThat(doubts)
        .extracting(doubt -> doubt.get("probability").asDouble())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void listsTagsThatWereAddedAsSurplus() throws IOException {
    List<JsonNode> doubts =
        doubts("missing", "many", "--surplus", "--tag", "winter", "--cross-fit", 4);
    assertThat(doubts.subList(0, 8))
        .allMatch(doubt -> ManyTagFilms.surplusWinter(doubt.get("title").asText()));
  }

  @Test
  void crossFittingRemovesTheBiasOfTrainingFilms() throws IOException {
    Object[] asked = {"many", "--tag", "sea", "--probability", "0", "--limit", "400"};
    List<JsonNode> own = doubts("missing", asked);
    List<JsonNode> crossed = doubts("missing", with(asked, "--cross-fit", "4"));
    assertThat(own).extracting(doubt -> doubt.get("part").asText()).contains("learned");
    assertThat(crossed).extracting(doubt -> doubt.get("part").asText()).doesNotContain("learned");
    // Trained on films without the tag, the tagger gives it a lower probability.
    assertThat(meanOfPlanted(crossed)).isGreaterThan(meanOfPlanted(own));
    assertThat(tagline("missing", "many").out())
        .contains("was trained on", "--unseen", "--cross-fit");
  }

  @Test
  void writesAllFilmsToTheFileAndSomeToTheTerminal() throws IOException {
    Path csv = folder.resolve("missing.csv");
    Run run = tagline("missing", "many", "--limit", 2, "--csv", csv, "--json");
    int total = run.json().get("total").asInt();
    assertThat(run.json().get("doubts")).hasSize(2);
    assertThat(Files.readAllLines(csv))
        .hasSize(total + 1)
        .first()
        .isEqualTo("id,title,lacks,probability,part,tags");
  }

  @Test
  void reportsProblemsOfTags() throws IOException {
    JsonNode hygiene = tagline("hygiene", "many", "--json").json();
    assertThat(hygiene.at("/near/0/first").asText()).isEqualTo("comedy");
    assertThat(hygiene.at("/near/0/second").asText()).isEqualTo("humor");
    assertThat(hygiene.at("/near/0/lift").asDouble()).isGreaterThan(3);
    assertThat(hygiene.get("together"))
        .anyMatch(pair -> pair.get("second").asText().equals("humor"));
    assertThat(hygiene.get("apart"))
        .anyMatch(pair -> pair.toString().contains("war") && pair.toString().contains("dance"));
    assertThat(verdict(hygiene, "noise")).isNotEqualTo("LEARNED");
    assertThat(verdict(hygiene, "comedy")).isEqualTo("LEARNED");
    JsonNode merge = hygiene.at("/merges/0");
    assertThat(merge.get("mergedF1").asDouble()).isGreaterThan(merge.get("pooledF1").asDouble());
    assertThat(merge.get("threshold").asDouble()).isPositive();
  }

  @Test
  void showsTheEffectOfAMerge() throws IOException {
    Run run = tagline("hygiene", "many", "--merge", "sea + dance");
    assertThat(run.out()).contains("sea + dance", "chosen on the", "Near-synonyms");
    Run unknown = tagline("hygiene", "many", "--merge", "sea + opera");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("--merge needs two tags of the tagger as A+B");
  }

  @Test
  void countsTheChangesByAnotherTagger() throws IOException {
    Path csv = folder.resolve("changes.csv");
    Path html = folder.resolve("changes.html");
    Run run = tagline("diff", "many", "blind", "--csv", csv, "--html", html, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode diff = run.json();
    int changed = diff.get("changed").asInt();
    assertThat(changed).isPositive();
    assertThat(diff.get("same").asInt() + changed).isEqualTo(ManyTagFilms.FILMS);
    assertThat(Files.readAllLines(csv)).hasSize(changed + 1);
    assertThat(Files.readString(html)).contains("From many to blind", "Films per tag");
    int gained = 0;
    int lost = 0;
    for (JsonNode tag : diff.get("tags")) {
      assertThat(tag.get("to").asInt() - tag.get("from").asInt())
          .isEqualTo(tag.get("gained").asInt() - tag.get("lost").asInt());
      gained += tag.get("gained").asInt();
      lost += tag.get("lost").asInt();
    }
    assertThat(gained + lost).isGreaterThanOrEqualTo(changed);
    assertThat(diff.at("/judged/closerFrom").asInt())
        .isGreaterThan(diff.at("/judged/closerTo").asInt());
    assertThat(tagline("diff", "many", "blind").out()).contains("\"many\" is right more often");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing many --tag opera",
        "missing many --cross-fit 1",
        "missing many --cross-fit 3 --unseen",
        "missing many --probability 2",
        "missing many --limit 0",
        "missing many --csv none/such.csv",
        "diff many many",
        "diff many none",
        "hygiene none"
      })
  void wrongUsageIsReportedInOneSentence(String words) {
    Run run = tagline((Object[]) words.split(" "));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("tagline: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  private static double meanOfPlanted(List<JsonNode> doubts) {
    return doubts.stream()
        .filter(doubt -> ManyTagFilms.lacksSea(doubt.get("title").asText()))
        .mapToDouble(doubt -> doubt.get("probability").asDouble())
        .average()
        .orElseThrow();
  }

  private static String verdict(JsonNode hygiene, String tag) {
    for (JsonNode one : hygiene.get("tags")) {
      if (one.get("tag").asText().equals(tag)) {
        return one.get("verdict").asText();
      }
    }
    throw new AssertionError(tag);
  }

  private static List<JsonNode> doubts(String command, Object... arguments) throws IOException {
    Object[] all = with(arguments, "--json");
    List<JsonNode> doubts = new ArrayList<>();
    Run run = tagline(with(new Object[] {command}, all));
    assertThat(run.status()).as(run.err()).isZero();
    run.json().get("doubts").forEach(doubts::add);
    return doubts;
  }

  private static Object[] with(Object[] arguments, Object... more) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private static Run tagline(Object... arguments) {
    return Run.tagline(with(arguments, "--home", folder.resolve("home")));
  }

  private static void done(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
  }
}
