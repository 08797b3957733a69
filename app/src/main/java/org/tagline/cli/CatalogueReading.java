package org.tagline.cli;

import java.io.IOException;
import java.util.List;
import org.tagline.audit.AuditedFilms;
import org.tagline.catalogue.Catalogue;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.tagger.Tagger;

/** Tags the films of the catalogue and shows the progress. */
final class CatalogueReading {
  private final GlobalOptions global;

  CatalogueReading(GlobalOptions global) {
    this.global = global;
  }

  /** Returns all films; an empty catalogue is refused. */
  List<Film> films() throws IOException {
    try (Catalogue catalogue = global.openCatalogue()) {
      List<Film> films = catalogue.films();
      if (films.isEmpty()) {
        throw new IllegalArgumentException(
            "the catalogue is empty; import films with: tagline import FILE");
      }
      return films;
    }
  }

  AuditedFilms read(Tagger tagger, Parts parts, List<Film> films) {
    try (Progress progress =
        Progress.start(
            "Tagging with " + tagger.info().name(), "films", films.size(), global.err())) {
      return AuditedFilms.read(tagger, parts, films, (done, all) -> progress.stepTo(done));
    }
  }
}
