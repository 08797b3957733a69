package org.tagline.catalogue;

import java.io.IOException;
import java.nio.file.Path;

/** The main class of a process that imports a file and prints what is stored, until killed. */
final class ImportingProcess {
  private ImportingProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (Catalogue catalogue = Catalogue.open(Path.of(arguments[0]), null)) {
      catalogue
          .importer()
          .importFile(
              Path.of(arguments[1]),
              ImportOptions.DEFAULT,
              new ImportListener() {
                @Override
                public void stored(long rows, long total) {
                  System.out.println(rows);
                }
              });
    }
  }
}
