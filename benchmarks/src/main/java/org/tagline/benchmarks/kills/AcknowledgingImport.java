package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.nio.file.Path;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.ImportListener;
import org.tagline.catalogue.ImportOptions;

/** Imports a file and prints the number of stored films after each batch; the killed process. */
final class AcknowledgingImport {

  private AcknowledgingImport() {}

  /**
   * Runs the import.
   *
   * @param arguments the home, the file and, for PostgreSQL, the URL of the database
   */
  public static void main(String[] arguments) throws IOException {
    String url = arguments.length > 2 ? arguments[2] : null;
    try (Catalogue catalogue = Catalogue.open(Path.of(arguments[0]), url)) {
      catalogue
          .importer()
          .importFile(
              Path.of(arguments[1]),
              ImportOptions.DEFAULT,
              new ImportListener() {
                @Override
                public void stored(long rows, long total) {
                  System.out.println(rows);
                  System.out.flush();
                }
              });
    }
  }
}
