package org.tagline.cli.option;

import java.io.Console;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose the base and allow a download. Use as a picocli mixin. */
public final class BaseOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--base",
      paramLabel = "ID-OR-DIR",
      description =
          "Encoder to fine-tune: a folder, a name that \"tagline bases\" lists, or a model on the hub."
              + " Or linear: TF-IDF and logistic regression. Or majority: always the most frequent"
              + " tag, for comparison (${DEFAULT-VALUE}).")
  String base = BaseEncoders.DEFAULT;

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description = "Branch, tag or commit of a model on the hub (main).")
  @Nullable String revision;

  @Option(
      names = "--download",
      description = "Fetch the encoder from the hub at $HF_ENDPOINT if it is not on this machine.")
  boolean download;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification
  public BaseOptions() {}

  /** Returns the name as the user typed it. */
  public String name() {
    return base;
  }

  /**
   * Finds the encoder, and downloads it if that is needed and allowed; asks on a terminal.
   *
   * @throws IllegalArgumentException if it is not found; the message says where it was looked for
   * @throws IOException if the download failed
   */
  public BaseEncoder resolve() throws IOException {
    return new BaseResolver(System.getenv(), command.commandLine().getErr(), this::ask)
        .resolve(base, revision, download);
  }

  /** Asks a question; the answer is no without a terminal or with {@code --json}. */
  private boolean ask(String question) {
    Console console = System.console();
    if (console == null || command.commandLine().getParseResult().hasMatchedOption("--json")) {
      return false;
    }
    command.commandLine().getErr().print(question + "? [y/N] ");
    command.commandLine().getErr().flush();
    String answer = console.readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
