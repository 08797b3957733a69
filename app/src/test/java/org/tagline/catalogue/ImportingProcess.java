package org.tagline.catalogue;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that imports a file and says what is acknowledged, to be killed. */
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
