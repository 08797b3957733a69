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

/** Which encoder to fine-tune, and whether it may be downloaded. Use as a picocli mixin. */
public final class BaseOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--base",
      paramLabel = "ID-OR-DIR",
      description =
          "The encoder to fine-tune (${DEFAULT-VALUE}): a folder, one that \"tagline bases\" lists,"
              + " or a model on the hub. Or linear: TF-IDF and logistic regression. Or majority:"
              + " always the most frequent tag, to compare with.")
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

  /** As the user named it. */
  public String name() {
    return base;
  }

  /**
   * The encoder, downloaded where that is needed and allowed; asks on a terminal.
   *
   * @throws IllegalArgumentException if there is none; the message says what was looked for where
   * @throws IOException if the hub was asked and did not give it
   */
  public BaseEncoder resolve() throws IOException {
    return new BaseResolver(System.getenv(), command.commandLine().getErr(), this::ask)
        .resolve(base, revision, download);
  }

  /** No without a terminal on input and output, or where output is for a program. */
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
