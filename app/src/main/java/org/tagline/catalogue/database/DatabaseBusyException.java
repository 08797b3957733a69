package org.tagline.catalogue.database;

import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the database did not answer within its time limit because others use it. Nothing was
 * changed, and the same call can succeed later. The message says what to do.
 */
public final class DatabaseBusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param sentence the reason and what to do
   */
  public DatabaseBusyException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /** Returns a busy exception for an exception with such a cause, and otherwise the same one. */
  static RuntimeException translate(RuntimeException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String sentence = sentence(sql);
        return sentence == null ? problem : new DatabaseBusyException(sentence, problem);
      }
    }
    return problem;
  }

  /** Returns whether an exception means that the database cannot be reached or refuses service. */
  public static boolean isOutage(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof HikariPool.PoolInitializationException) {
        return true;
      }
      if (cause instanceof SQLException sql && state(sql).matches("08...|57P0.|53...")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String sentence(SQLException problem) {
    String message = String.valueOf(problem.getMessage());
    if (message.contains("SQLITE_BUSY") || message.contains("SQLITE_LOCKED")) {
      return "another process is writing to the catalogue; wait for it to finish and try again";
    }
    if (problem instanceof SQLTransientConnectionException && !state(problem).startsWith("08")) {
      return "all connections to the catalogue are in use; try again in a moment";
    }
    return switch (state(problem)) {
      case "55P03", "40001", "40P01" ->
          "another process is writing to the catalogue; wait for it to finish and try again";
      case "57014" -> "the database took too long to answer; try again when it has less to do";
      case "53300" -> "the database has no connection left; try again in a moment";
      default -> null;
    };
  }

  private static String state(SQLException problem) {
    return String.valueOf(problem.getSQLState());
  }
}
