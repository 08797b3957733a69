package org.tagline.catalogue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.tagline.catalogue.format.FilmRow;

/**
 * Notices a file whose ids are in use for other films. Two files that both number their rows from 0
 * would silently replace each other's films. A few new titles under old ids are corrections; mostly
 * new titles are another file's films.
 */
final class ForeignIds {
  private static final int SAMPLE = 1_000;
  private static final int FEW = 10;

  private final Map<String, String> titles = new HashMap<>();

  /** Looks at a row of the file; only the first thousand matter. */
  void see(FilmRow film) {
    if (film.rowId() != null && titles.size() < SAMPLE) {
      titles.put(film.rowId(), film.title());
    }
  }

  /**
   * Compares with the films stored.
   *
   * @throws IllegalArgumentException when most of the known ids have another title there
   */
  void refuse(Handle handle, Path file) {
    if (titles.isEmpty()) {
      return;
    }
    List<Boolean> same =
        handle
            .createQuery("select key, title from film where key in (<keys>)")
            .bindList("keys", List.copyOf(titles.keySet()))
            .map(
                (result, context) ->
                    result.getString("title").equalsIgnoreCase(titles.get(result.getString("key"))))
            .list();
    long others = same.stream().filter(title -> !title).count();
    if (others >= FEW && others > same.size() / 2) {
      String prefix = file.getFileName().toString().replaceAll("\\..*", "");
      throw new IllegalArgumentException(
          ("%s has ids that are other films' in the catalogue (%d of the %d known among its first"
                  + " rows); add --id-prefix %s: to keep both, or --replace to replace them")
              .formatted(file, others, same.size(), prefix));
    }
  }
}
