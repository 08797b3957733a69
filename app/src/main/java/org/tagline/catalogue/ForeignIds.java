package org.tagline.catalogue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagline.catalogue.database.Database;
import org.tagline.catalogue.format.FilmRow;

/**
 * Detects a file whose ids belong to other films in the catalogue. Two files that both number their
 * rows from 0 would silently replace each other's films. A few new titles under known ids count as
 * corrections; if most titles are new, the file holds other films.
 */
final class ForeignIds {
  private static final int SAMPLE = 1_000;
  private static final int FEW = 10;

  private final Map<String, String> titles = new HashMap<>();

  /** Remembers the id and title of a row; rows after the first thousand are ignored. */
  void add(FilmRow film) {
    if (film.rowId() != null && titles.size() < SAMPLE) {
      titles.put(film.rowId(), film.title());
    }
  }

  /**
   * Compares the remembered rows with the stored films.
   *
   * @throws IllegalArgumentException if most of the known ids have another title in the catalogue
   */
  void check(Database database, Path file) {
    if (titles.isEmpty()) {
      return;
    }
    List<Boolean> sameTitle =
        database.read(
            handle ->
                handle
                    .createQuery("select key, title from film where key in (<keys>)")
                    .bindList("keys", List.copyOf(titles.keySet()))
                    .map(
                        (result, context) ->
                            result
                                .getString("title")
                                .equalsIgnoreCase(titles.get(result.getString("key"))))
                    .list());
    long others = sameTitle.stream().filter(title -> !title).count();
    if (others >= FEW && others > sameTitle.size() / 2) {
      String prefix = file.getFileName().toString().replaceAll("\\..*", "");
      throw new IllegalArgumentException(
          ("%s uses ids that belong to other films in the catalogue (%d of the %d known among its first"
                  + " rows); add --id-prefix %s: to keep both, or --replace to replace them")
              .formatted(file, others, sameTitle.size(), prefix));
    }
  }
}
