package org.tagline.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The form of a command's CSV file. Use as a picocli mixin. */
public final class SpreadsheetOption {
  @Option(
      names = "--spreadsheet",
      description =
          "With --csv: make the file safe to open in a spreadsheet. Cells that would run as formulas"
              + " begin with an apostrophe, so do not import such a file.")
  boolean spreadsheet;

  public SpreadsheetOption() {}

  /**
   * Returns whether the CSV file is for a spreadsheet.
   *
   * @param csv the file of {@code --csv}, or null if it is not given
   * @throws IllegalArgumentException if the option is given without a file
   */
  public boolean with(@Nullable Path csv) {
    if (spreadsheet && csv == null) {
      throw new IllegalArgumentException("--spreadsheet needs --csv FILE");
    }
    return spreadsheet;
  }
}
