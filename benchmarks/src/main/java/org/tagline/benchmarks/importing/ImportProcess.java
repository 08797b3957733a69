package org.tagline.benchmarks.importing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.ImportListener;
import org.tagline.catalogue.ImportOptions;
import org.tagline.catalogue.ImportReport;

/** Imports a file into an empty catalogue; the process that the benchmark measures. */
final class ImportProcess {

  private ImportProcess() {}

  /**
   * The import to run.
   *
   * @param home folder of the catalogue, which does not exist yet
   * @param file file of films
   */
  record ImportTask(Path home, Path file) {}

  /**
   * The figures of one import.
   *
   * @param imported number of films that were imported
   * @param seconds time from the start of the process until the catalogue is closed
   * @param peakBytes peak resident memory of the process
   */
  record ImportFigures(long imported, double seconds, long peakBytes) {}

  /** Runs an {@link ImportTask} in this process and prints the {@link ImportFigures}. */
  public static void main(String[] arguments) throws IOException {
    ImportTask task = FreshProcess.task(arguments, ImportTask.class);
    ImportReport report;
    try (Catalogue catalogue = Catalogue.open(task.home(), null)) {
      report =
          catalogue.importer().importFile(task.file(), ImportOptions.DEFAULT, ImportListener.NONE);
    }
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    FreshProcess.printResult(
        new ImportFigures(report.imported(), seconds, ResidentMemory.peakOfThisProcess()));
  }
}
