package org.tagline.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.render.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options every command takes, and where its output goes. Use as a picocli mixin. */
public final class GlobalOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where catalogue, taggers and runs live (default: $TAGLINE_HOME, else ./tagline-home).")
  @Nullable Path home;

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "A PostgreSQL catalogue instead of the embedded one, as jdbc:postgresql://HOST/NAME;"
              + " user and password in the URL or in PGUSER and PGPASSWORD.")
  @Nullable String database;

  @Option(
      names = "--json",
      description = "Print one JSON object on standard output and nothing else there.")
  boolean json;

  @Option(names = "--verbose", description = "Show the stack trace of an error.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public GlobalOptions() {}

  /** The folder of this installation's data; it may not exist yet. */
  public Path home() {
    if (home != null) {
      return home;
    }
    String variable = System.getenv("TAGLINE_HOME");
    return Path.of(variable == null || variable.isBlank() ? "tagline-home" : variable);
  }

  /** The PostgreSQL catalogue's JDBC URL, or null for the embedded one under {@link #home()}. */
  public @Nullable String database() {
    return database;
  }

  public boolean json() {
    return json;
  }

  public boolean verbose() {
    return verbose;
  }

  /** Opens the catalogue these options name, making it where there is none; close it. */
  public Catalogue openCatalogue() throws IOException {
    return Catalogue.open(home(), database);
  }

  /** For the result only. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** For progress, warnings and everything else that is not the result. */
  public PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Prints the result as one JSON object; records become objects of their components. */
  public void printJson(Object result) {
    out().println(Json.pretty(result));
  }
}
