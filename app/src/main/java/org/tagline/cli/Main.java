package org.tagline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The {@code tagline} command. Exit status: 0 done, 1 failed, 2 wrong usage. Results go to standard
 * output, everything else to standard error.
 */
@Command(
    name = "tagline",
    description = "Tags films from their synopses.",
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    // One line a command, in the order a user meets them.
    subcommands = {
      ImportCommand.class,
      ExploreCommand.class,
      TrainCommand.class,
      PredictCommand.class,
    },
    footer = {"", "Example: tagline import films.csv", "Help of a command: tagline COMMAND --help"})
public final class Main implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  Main() {}

  public static void main(String[] arguments) {
    // Not System.out: its encoding follows the locale, and titles are not ASCII.
    int status = run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), arguments);
    System.exit(status);
  }

  /** Runs one command line and returns its exit status; both writers are flushed. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(Main::wrongUsage)
            .setExecutionExceptionHandler(Main::failed)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    int status = line.execute(arguments);
    out.flush();
    err.flush();
    return status;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  private static int wrongUsage(CommandLine.ParameterException problem, String[] arguments) {
    CommandLine line = problem.getCommandLine();
    String message = Problem.sentence(String.valueOf(problem.getMessage()));
    boolean json = Arrays.asList(arguments).contains("--json");
    Problem.report(
        line, json, message + " See: " + line.getCommandSpec().qualifiedName() + " --help");
    return 2;
  }

  private static int failed(Exception problem, CommandLine line, ParseResult parsed) {
    Problem.report(line, parsed.hasMatchedOption("--json"), Problem.sentence(problem));
    if (parsed.hasMatchedOption("--verbose")) {
      problem.printStackTrace(line.getErr());
    }
    return 1;
  }

  /** Reads the version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"tagline " + (version == null ? "(not packaged)" : version)};
    }
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
