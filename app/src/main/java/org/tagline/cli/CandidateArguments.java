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

/** A candidate as a command line of {@code train}. */
final class CandidateArguments {
  /** What a comparison decides for all candidates. */
  private static final Set<String> COMMON =
      Set.of("as", "split", "task", "tags", "test", "seed", "home", "database", "json", "into");

  private CandidateArguments() {}

  /** The command and what the candidate says; to be added to. */
  static List<String> of(Candidate candidate, long seed, PrintWriter err) {
    List<String> arguments = new ArrayList<>(List.of("train", "--base", candidate.base()));
    candidate.options().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(List.of("--seed", Long.toString(seed)));
    return OldSpellings.replace(arguments, err);
  }

  /**
   * Refuses a candidate that could not be trained, before any run is begun.
   *
   * @throws IllegalArgumentException with the candidate's name and what is wrong with it
   */
  static void check(Candidate candidate, CommandLine asked) throws IOException {
    for (String option : candidate.options().keySet()) {
      if (COMMON.contains(option)) {
        throw new IllegalArgumentException(
            "the candidate \"%s\" cannot have %s of its own; it is the same for all of a comparison"
                .formatted(candidate.name(), option));
      }
    }
    TrainCommand train = new TrainCommand();
    CommandLine line = new CommandLine(train).setOut(asked.getOut()).setErr(asked.getErr());
    List<String> arguments = new ArrayList<>(of(candidate, 0, asked.getErr()));
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
