package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Holds the contract of every command. */
class MainTest {
  static Stream<CommandLine> commands() {
    return new CommandLine(new Main()).getSubcommands().values().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExample(CommandLine command) {
    Run run = Run.tagline(command.getCommandName(), "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: tagline " + command.getCommandName(), "Example: ");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTakesTheCommonOptions(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap())
        .containsKeys("--home", "--database", "--json", "--verbose", "--help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void percentSignsInHelpAreDoubledForPicocli(CommandLine command) {
    List<String> texts = new ArrayList<>();
    CommandLine.Model.CommandSpec spec = command.getCommandSpec();
    texts.addAll(List.of(spec.usageMessage().description()));
    texts.addAll(List.of(spec.usageMessage().footer()));
    spec.args().forEach(argument -> texts.addAll(List.of(argument.description())));
    assertThat(texts)
        .allSatisfy(
            text -> assertThat(text.replace("%%", "").replace("%n", "")).doesNotContain("%"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsNamedInTheHelp(CommandLine command) {
    assertThat(Run.tagline("--help").out()).contains("  " + command.getCommandName() + " ");
  }

  @Test
  void withoutACommandTheHelpIsShownAsWrongUsage() {
    Run run = Run.tagline();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: tagline");
  }

  @Test
  void aMistypedCommandSuggestsTheRightOne() {
    Run run = Run.tagline("improt", "films.csv");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "tagline: There is no command improt; did you mean import? See: tagline --help\n");
  }

  @Test
  void wrongUsageIsOneSentenceAndStatusTwo() {
    Run run = Run.tagline("import");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("tagline: Missing required parameter: 'FILE'. See: tagline import --help\n");
  }

  @Test
  void anOptionBeforeTheCommandIsExplained() {
    Run run = Run.tagline("--json", "import", "films.csv");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Options come after the command.");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(full), new PrintWriter(err), "--help");
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("output could not be written");
  }
}
