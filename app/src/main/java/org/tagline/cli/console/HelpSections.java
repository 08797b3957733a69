package org.tagline.cli.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lists the options of a command's help under headings: the sections that the command names, its
 * other options, and the options of every command.
 */
public final class HelpSections {
  private static final List<String> EVERYWHERE =
      List.of("--home", "--database", "--json", "--verbose", "--help");

  private HelpSections() {}

  /** A command with many options. */
  public interface Sectioned {
    /** Returns option names by heading, in the order in which they are listed. */
    Map<String, List<String>> sections();
  }

  /** Makes a command and its subcommands list their options under headings. */
  public static void install(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::render);
    if (!line.getCommandSpec().positionalParameters().isEmpty()) {
      line.getCommandSpec().usageMessage().parameterListHeading("%nArguments:%n");
    }
    line.getSubcommands().values().forEach(HelpSections::install);
  }

  private static String render(Help help) {
    StringBuilder text = new StringBuilder();
    sections(help.commandSpec())
        .forEach(
            (heading, options) -> {
              Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
              layout.addOptions(options, help.parameterLabelRenderer());
              text.append("%n%s:%n".formatted(heading)).append(layout);
            });
    return text.toString();
  }

  /** Returns every visible option of a command once, by heading. */
  static Map<String, List<OptionSpec>> sections(CommandSpec command) {
    List<OptionSpec> left = new ArrayList<>(command.options());
    left.removeIf(OptionSpec::hidden);
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    if (command.userObject() instanceof Sectioned sectioned) {
      sectioned.sections().forEach((heading, names) -> take(left, names, heading, sections));
    }
    List<OptionSpec> everywhere = left.stream().filter(HelpSections::isEverywhere).toList();
    left.removeAll(everywhere);
    if (!left.isEmpty()) {
      sections.put(sections.isEmpty() ? "Options" : "Other options", left);
    }
    sections.put(sections.isEmpty() ? "Options" : "Options of every command", everywhere);
    return sections;
  }

  private static void take(
      List<OptionSpec> left,
      List<String> names,
      String heading,
      Map<String, List<OptionSpec>> sections) {
    List<OptionSpec> taken = new ArrayList<>();
    for (String name : names) {
      left.stream().filter(option -> option.longestName().equals(name)).forEach(taken::add);
    }
    left.removeAll(taken);
    if (!taken.isEmpty()) {
      sections.put(heading, taken);
    }
  }

  private static boolean isEverywhere(OptionSpec option) {
    return EVERYWHERE.contains(option.longestName());
  }
}
