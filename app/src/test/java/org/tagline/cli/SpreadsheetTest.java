package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Flag;
import org.tagline.catalogue.format.CsvText;
import org.tagline.files.JsonFiles;
import picocli.CommandLine;

/** CSV files of all commands: exact by default, and without formulas with --spreadsheet. */
class SpreadsheetTest {
  private static final String FORMULA = "[\\s\u00a0]*[=+\\-@\\t\\r＝＋－＠](?s:.*)";

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("flags"),
          List.of("missing", "one", "--probability", "0"),
          List.of("diff", "one", "other"));

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder films = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      boolean choir = i % 2 == 0;
      films
          .append(
              JsonFiles.COMPACT.writeValueAsString(
                  JsonFiles.COMPACT
                      .createObjectNode()
                      .put("id", (choir ? "=id" : "+id") + i)
                      .put("title", (choir ? "@title " : "-title;=cmd ") + i)
                      .put(
                          "text",
                          choir ? "a choir sings in hall " + i : "a clerk counts coins " + i)
                      .set(
                          "tags",
                          JsonFiles.COMPACT
                              .createArrayNode()
                              .add(i % 7 == 0 ? "=1+1" : choir ? "@sing, along" : "-crime|true"))))
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("films.jsonl"), films);
    done(tagline("import", file));
    done(tagline("train", "--as", "one", "--base", "linear"));
    done(tagline("train", "--as", "other", "--base", "linear", "--tags", "=1+1,-crime|true"));
    try (Catalogue catalogue = Catalogue.open(folder.resolve("home"), null)) {
      for (String text : List.of("=cmd|'/c calc'!A1", "\ttab", "\rreturn", "a;=b\n+c", " =d")) {
        Flag flag =
            catalogue
                .flags()
                .add(
                    new Flag.Report(
                        null, "", text, "one", List.of(), List.of("@sing, along", "=1+1"), "", ""));
        catalogue.flags().review(flag.id(), Flag.State.ACCEPTED, null, "");
      }
    }
  }

  @Test
  void everyCommandThatWritesCsvIsTestedHere() {
    Set<String> commands = new TreeSet<>();
    new CommandLine(new Main())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              var csv = command.getCommandSpec().findOption("--csv");
              if (csv != null && !csv.hidden()) {
                commands.add(name);
                assertThat(command.getCommandSpec().findOption("--spreadsheet")).isNotNull();
              }
            });
    assertThat(COMMANDS).extracting(words -> words.get(0)).containsAll(commands);
  }

  static List<List<String>> commands() {
    return COMMANDS;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theFileIsExactByDefaultAndHarmlessForASpreadsheet(List<String> words) throws IOException {
    List<List<String>> exact = cells(words, "exact", ',');
    assertThat(exact.stream().flatMap(List::stream)).anyMatch(cell -> cell.matches(FORMULA));
    List<List<String>> harmless = cells(words, "harmless", ',', "--spreadsheet");
    assertThat(harmless.stream().flatMap(List::stream)).noneMatch(cell -> cell.matches(FORMULA));
    assertThat(harmless).hasSameSizeAs(exact);
    for (int row = 0; row < exact.size(); row++) {
      assertThat(harmless.get(row).stream().map(cell -> cell.replace("'", "")))
          .isEqualTo(exact.get(row).stream().map(cell -> cell.replace("'", "")).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theOptionNeedsAFile(List<String> words) {
    List<Object> all = new ArrayList<>(words);
    all.add("--spreadsheet");
    Run run = tagline(all.toArray());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("tagline: --spreadsheet needs --csv FILE.\n");
  }

  /** Other spreadsheets take a semicolon or a tab for the separator of a CSV file. */
  @Test
  void noOtherSeparatorMakesAFormula() {
    String text = new CsvText(true).row("a;=b", "c\t @d", "e\n+f", "\u00a0-g", "h - i").toString();
    for (String line : text.split("[;\t\n\r]")) {
      assertThat(line).doesNotMatch("\"?" + FORMULA);
    }
    assertThat(text).contains("h - i");
  }

  private static List<List<String>> cells(
      List<String> words, String name, char separator, String... options) throws IOException {
    Path file = folder.resolve(words.get(0) + "-" + name + ".csv");
    List<Object> all = new ArrayList<>(words);
    all.addAll(List.of("--csv", file));
    all.addAll(List.of(options));
    done(tagline(all.toArray()));
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().fieldSeparator(separator).ofCsvRecord(file)) {
      return csv.stream().map(CsvRecord::getFields).toList();
    }
  }

  private static Run tagline(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", folder.resolve("home")));
    return Run.tagline(all.toArray());
  }

  private static void done(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
  }
}
