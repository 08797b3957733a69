package org.tagline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.tagline.cli.console.HelpSections;
import org.tagline.cli.console.OldSpellings;
import org.tagline.cli.console.ParentProcess;
import org.tagline.cli.console.Problem;
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
    // In the order in which users meet them.
    subcommands = {
      DemoCommand.class,
      ImportCommand.class,
      ExploreCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      PredictCommand.class,
      BatchCommand.class,
      TaggersCommand.class,
      BasesCommand.class,
      ExportCommand.class,
      MissingCommand.class,
      HygieneCommand.class,
      DiffCommand.class,
      FlagsCommand.class,
      ServeCommand.class,
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

  public static void main(String[] arguments) throws IOException {
    // Made first: later there may be no memory left for it.
    byte[] outOfMemory =
        ("tagline: " + Problem.OUT_OF_MEMORY + "\n").getBytes(StandardCharsets.UTF_8);
    int status = 1;
    try {
      ParentProcess.follow();
      // System.out's encoding follows the locale, and titles are not ASCII.
      status = run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), arguments);
    } catch (OutOfMemoryError | LinkageError e) {
      // A class that memory was too short to load counts as missing from then on.
      System.err.write(outOfMemory);
    }
    System.exit(status);
  }

  /** Runs one command line and returns its exit status; both writers are flushed. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(Main::wrongUsage)
            .setExecutionExceptionHandler((problem, failed, parsed) -> failed(problem, failed))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    HelpSections.install(line);
    List<String> renamed = OldSpellings.replace(List.of(arguments), err);
    int status;
    try {
      status = line.execute(renamed.toArray(String[]::new));
    } catch (OutOfMemoryError | LinkageError e) {
      ParseResult parsed = line.getParseResult();
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      status = failed(e, parsed.commandSpec().commandLine());
    }
    if (out.checkError()) {
      err.println("tagline: The output could not be written; is the disk full?");
      status = 1;
    }
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
    boolean json = Arrays.asList(arguments).contains("--json");
    String help = " See: " + line.getCommandSpec().qualifiedName() + " --help";
    Problem.report(line, json, Problem.wrongUsage(problem) + help);
    return 2;
  }

  private static int failed(Throwable problem, CommandLine line) {
    ParseResult parsed = line.getParseResult();
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
        new OutputStreamWriter(
            new PipedOutput(new FileOutputStream(descriptor)), StandardCharsets.UTF_8),
        true);
  }

  /** Ignores a closed pipe: readers such as {@code head} stop early on purpose. */
  private static final class PipedOutput extends FilterOutputStream {
    PipedOutput(OutputStream output) {
      super(output);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
          throw e;
        }
      }
    }
  }
}
