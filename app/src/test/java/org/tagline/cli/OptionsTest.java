package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options of all commands: help, suggestions and old spellings. */
class OptionsTest {
  @TempDir Path folder;

  static Stream<CommandLine> commands() {
    return new CommandLine(new Main()).getSubcommands().values().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aMistypedOptionSuggestsTheRightOne(CommandLine command) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String name = option.longestName();
      if (!option.hidden() && name.length() > 6) {
        String typed = name.substring(0, 4) + name.substring(5);
        if (!command.getCommandSpec().optionsMap().containsKey(typed)) {
          assertThat(Run.tagline(command.getCommandName(), typed).err())
              .isEqualTo(
                  "tagline: There is no option %s; did you mean %s? See: tagline %s --help%n"
                      .formatted(typed, name, command.getCommandName()));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train, --bas, --base",
    "train, --epoch, --epochs",
    "train, --batch-size, --batch",
    "train, --learningrate, --learning-rate",
    "train, --class-weight, --class-weights",
    "train, --lora-aplha, --lora-alpha",
    "train, --sed, --seed",
    "compare, --candidate, --candidates",
    "explore, --htm, --html",
    "import, --strcit, --strict",
    "serve, --prot, --port",
  })
  void theSimilarOptionIsSuggested(String command, String typed, String meant) {
    assertThat(Run.tagline(command, typed, "x").err()).contains("did you mean " + meant + "?");
  }

  @Test
  void anOptionUnlikeAnyOtherHasNoSuggestion() {
    assertThat(Run.tagline("train", "--as", "x", "--quux").err())
        .isEqualTo("tagline: There is no option --quux. See: tagline train --help\n");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpListsEveryVisibleOptionOnce(CommandLine command) {
    List<String> lines = Run.tagline(command.getCommandName(), "--help").out().lines().toList();
    for (OptionSpec option : command.getCommandSpec().options()) {
      String name = option.longestName();
      long listed =
          lines.stream()
              .filter(line -> line.matches("(      |  -., )\\Q" + name + "\\E([^-\\w].*)?"))
              .count();
      assertThat(listed).as(name).isEqualTo(option.hidden() ? 0 : 1);
    }
  }

  @Test
  void helpOfTrainBeginsWithTheOptionsUsedMost() {
    String help = Run.tagline("train", "--help").out();
    List<Integer> places = new ArrayList<>();
    TrainCommand.FIRST.forEach(name -> places.add(help.indexOf("\n      " + name)));
    assertThat(places).hasSize(10).isSorted().doesNotContain(-1);
    assertThat(help)
        .containsSubsequence(
            "Options used most:",
            "Training:",
            "LoRA:",
            "Linear model:",
            "Several tags:",
            "Data:",
            "Options of every command:");
  }

  @ParameterizedTest
  @CsvSource({
    "evaluate, --file, --input",
    "flags, --export, --csv",
    "compare, --candidates-from, --input",
    "train, --folds, --threshold-folds",
    "train, --predictions, --output",
  })
  void anOldSpellingWorksAndNamesTheNewOne(String command, String old, String renamed) {
    Run run = Run.tagline(command, old, "3", "--json", "--home", folder.resolve("none"));
    assertThat(run.err())
        .contains(old + " is now called " + renamed)
        .doesNotContain("There is no option");
    assertThat(run.out()).doesNotContain("is now called");
    assertThat(Run.tagline(command, "--help").out()).contains("  " + renamed + "=");
  }

  @Test
  void inputIsAnArgumentOrInputAndOutputIsOutputOrAFormat() throws IOException {
    List<String> files = new ArrayList<>();
    commands()
        .forEach(
            command ->
                command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden() && option.paramLabel().equals("FILE"))
                    .forEach(option -> files.add(option.longestName())));
    assertThat(files)
        .containsOnly(
            "--input", "--output", "--html", "--csv", "--config", "--auxiliary", "--splits");
    assertThat(Files.list(folder)).isEmpty();
  }
}
