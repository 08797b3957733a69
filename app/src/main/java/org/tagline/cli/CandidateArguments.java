package org.tagline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tagline.cli.console.OldSpellings;
import org.tagline.cli.option.Recipes;
import org.tagline.compare.Candidate;
import org.tagline.dataset.Task;
import picocli.CommandLine;

/** Turns a candidate into a command line of {@code train}. */
final class CandidateArguments {
  /** Options that a comparison sets for all candidates. */
  private static final Set<String> COMMON =
      Set.of("as", "split", "task", "tags", "test", "seed", "home", "database", "json", "into");

  private CandidateArguments() {}

  /**
   * Returns the command with the candidate's own options.
   *
   * @param err gets a line for each old spelling
   */
  static List<String> of(Candidate candidate, long seed, PrintWriter err) {
    List<String> arguments = new ArrayList<>(List.of("train", "--base", candidate.base()));
    candidate.options().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(List.of("--seed", Long.toString(seed)));
    return OldSpellings.replace(arguments, err);
  }

  /**
   * Refuses a candidate that could not be trained, before any run starts.
   *
   * @throws IllegalArgumentException if an option is wrong; the message names the candidate
   */
  static void check(Candidate candidate, CommandLine compare) throws IOException {
    for (String option : candidate.options().keySet()) {
      if (COMMON.contains(option)) {
        throw new IllegalArgumentException(
            "the candidate \"%s\" cannot set %s; a comparison sets it for all candidates"
                .formatted(candidate.name(), option));
      }
    }
    TrainCommand train = new TrainCommand();
    CommandLine line = new CommandLine(train).setOut(compare.getOut()).setErr(compare.getErr());
    List<String> arguments = new ArrayList<>(of(candidate, 0, compare.getErr()));
    arguments.set(0, "--as=x");
    try {
      line.parseArgs(arguments.toArray(String[]::new));
      Recipes.of(train.base, train.plans, Path.of(""), Task.SINGLE);
    } catch (CommandLine.ParameterException | IllegalArgumentException e) {
      String reason =
          e instanceof CommandLine.UnmatchedArgumentException unmatched
              ? "train has no option " + unmatched.getUnmatched().get(0)
              : String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          "the candidate \"" + candidate.name() + "\": " + reason, e);
    }
  }
}
