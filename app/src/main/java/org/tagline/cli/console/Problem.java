package org.tagline.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.database.DatabaseBusyException;
import org.tagline.render.Json;
import picocli.CommandLine;

/** Turns an exception into one sentence that says what to do. */
public final class Problem {
  /** The sentence for a process that has run out of memory. */
  public static final String OUT_OF_MEMORY =
      "There is not enough memory; set TAGLINE_JAVA_OPTS=-Xmx4g (or more) and try again.";

  private Problem() {}

  /** Writes the sentence to standard error, and with {@code --json} as an object to output. */
  public static void report(CommandLine line, boolean json, String sentence) {
    line.getErr().println("tagline: " + sentence);
    if (json) {
      line.getOut().println(Json.compact(Map.of("error", sentence)));
    }
  }

  /** Returns a sentence that says what is wrong with a command line and what was probably meant. */
  public static String wrongUsage(CommandLine.ParameterException problem) {
    CommandLine line = problem.getCommandLine();
    List<String> unmatched =
        problem instanceof CommandLine.UnmatchedArgumentException words
            ? words.getUnmatched()
            : line.getUnmatchedArguments().stream().filter(word -> word.startsWith("--")).toList();
    if (unmatched.isEmpty()) {
      return sentence(String.valueOf(problem.getMessage()));
    }
    String word = unmatched.get(0);
    if (line.getParent() == null) {
      return word.startsWith("-")
          ? "Options come after the command."
          : "There is no command " + word + meant(word, line.getSubcommands().keySet());
    }
    if (!word.startsWith("-")) {
      return "There is one argument too many: " + word + ".";
    }
    List<String> options =
        line.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(CommandLine.Model.OptionSpec::longestName)
            .toList();
    return "There is no option " + word.replaceFirst("=.*", "") + meant(word, options);
  }

  private static String meant(String word, Collection<String> names) {
    return Suggestion.of(word, names).map(name -> "; did you mean " + name + "?").orElse(".");
  }

  /**
   * Returns the sentence for an exception. Messages of our own exceptions already are sentences.
   */
  public static String sentence(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseBusyException busy) {
        return sentence(String.valueOf(busy.getMessage()));
      }
      if (cause instanceof SQLException sql) {
        return sentence(ofDatabase(sql));
      }
    }
    Throwable cause = problem;
    while ((cause instanceof UncheckedIOException
            || cause.getClass() == RuntimeException.class
            || cause.getClass() == IOException.class && cause.getMessage() == null)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof OutOfMemoryError) {
      return OUT_OF_MEMORY;
    }
    if (cause instanceof FileSystemException file) {
      return sentence(ofFile(file));
    }
    if (cause instanceof CharacterCodingException) {
      return "A file is not UTF-8 text; convert it with: iconv -f WINDOWS-1252 -t UTF-8 FILE.";
    }
    String message = cause.getMessage();
    if (cause instanceof IllegalArgumentException || cause instanceof IOException) {
      return sentence(message == null ? cause.toString() : message);
    }
    return sentence("This should not happen (" + cause + "); run again with --verbose");
  }

  /** Returns the first line of a message with a capital letter and a full stop. */
  public static String sentence(String message) {
    String line = message.strip().lines().findFirst().orElse("It failed for an unknown reason");
    String ended = ".!?".indexOf(line.charAt(line.length() - 1)) < 0 ? line + "." : line;
    return Character.toUpperCase(ended.charAt(0)) + ended.substring(1);
  }

  private static String ofFile(FileSystemException problem) {
    String file = problem.getFile();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    if (file != null && Path.of(file).startsWith(temporary) && !Files.isWritable(temporary)) {
      return "The temporary folder "
          + temporary
          + " does not exist or cannot be written; create it, or name another with"
          + " TAGLINE_JAVA_OPTS=-Djava.io.tmpdir=DIR";
    }
    if (problem instanceof NoSuchFileException) {
      return "There is no file " + file + "; check the name";
    }
    if (problem instanceof AccessDeniedException) {
      return "No permission for " + file + "; change its permissions or choose another place";
    }
    if (problem instanceof NotDirectoryException || problem instanceof FileAlreadyExistsException) {
      return file + " is not a folder; choose another place";
    }
    String reason = problem.getReason();
    if (reason != null && reason.contains("No space left")) {
      return "The disk is full; free some space and try again";
    }
    return file + ": " + (reason == null ? problem.getClass().getSimpleName() : reason);
  }

  private static String ofDatabase(SQLException problem) {
    String message = String.valueOf(problem.getMessage());
    if (message.contains("SQLITE_FULL") || "53100".equals(problem.getSQLState())) {
      return "The disk with the catalogue is full; free some space and run the same command again";
    }
    if (message.contains("SQLITE_NOTADB") || message.contains("SQLITE_CORRUPT")) {
      return "The catalogue's file is damaged; restore catalogue.db from a backup, or move it away"
          + " and import again";
    }
    if (message.contains("SQLITE_READONLY") || message.contains("SQLITE_CANTOPEN")) {
      return "The catalogue's file cannot be written; check the permissions of the --home folder";
    }
    String said = message.lines().findFirst().orElse("nothing").replaceFirst("\\. .*|\\.$", "");
    return "The database reported: " + said + hint(problem.getSQLState());
  }

  /** Returns advice for an SQL state of PostgreSQL. */
  private static String hint(@Nullable String state) {
    return switch (String.valueOf(state)) {
      case "08001", "08004", "08006" ->
          "; check host and port in --database, and that the server runs";
      case "28000", "28P01" ->
          "; check user and password (in --database, or PGUSER and PGPASSWORD)";
      case "3D000" -> "; create the database first, or correct its name in --database";
      case "42P07" -> "; give Tagline a database of its own, or a schema with currentSchema=NAME";
      case "42501" -> "; give the user the right to create tables";
      case "57P01", "57P03" -> "; wait until the server is up again and run the same command again";
      default -> "";
    };
  }
}
