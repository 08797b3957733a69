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

/** The options of every command, and its output. Use as a picocli mixin. */
public final class GlobalOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Folder of the catalogue, taggers and runs ($TAGLINE_HOME, else ./tagline-home).")
  @Nullable Path home;

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "PostgreSQL catalogue, as jdbc:postgresql://HOST/NAME, with user and password in the URL or"
              + " in PGUSER and PGPASSWORD (an embedded catalogue).")
  @Nullable String database;

  @Option(
      names = "--json",
      description = "Print one JSON object on standard output, and nothing else.")
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

  /** Returns the folder of catalogue, taggers and runs; it may not exist yet. */
  public Path home() {
    if (home != null) {
      return home;
    }
    String variable = System.getenv("TAGLINE_HOME");
    return Path.of(variable == null || variable.isBlank() ? "tagline-home" : variable);
  }

  /** Returns the JDBC URL of the catalogue, or null for the embedded one in {@link #home()}. */
  public @Nullable String database() {
    return database;
  }

  public boolean json() {
    return json;
  }

  public boolean verbose() {
    return verbose;
  }

  /** Opens the catalogue, and creates it if it does not exist. The caller closes it. */
  public Catalogue openCatalogue() throws IOException {
    return Catalogue.open(home(), database);
  }

  /** Returns the writer for the result alone. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Returns the writer for progress, warnings and everything else. */
  public PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Prints the result as one JSON object. */
  public void printJson(Object result) {
    out().println(Json.pretty(result));
  }
}
