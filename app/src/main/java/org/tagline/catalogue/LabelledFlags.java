package org.tagline.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagline.dataset.Document;

/** Accepted flags as labelled films: what closes the loop from a wrong answer to training. */
public final class LabelledFlags {
  private LabelledFlags() {}

  /** A film a flag; the last flag decides where several speak of one film or one text. */
  public static List<Document> documents(List<Flag> accepted) {
    Map<String, Integer> places = new HashMap<>();
    List<Document> documents = new ArrayList<>();
    for (Flag flag : accepted) {
      String id = flag.film() == null ? "flag-" + flag.id() : flag.film();
      Document document = new Document(id, flag.title(), flag.text(), flag.correct());
      Integer place = places.get(flag.text());
      if (place == null) {
        places.put(flag.text(), documents.size());
        documents.add(document);
      } else {
        documents.set(place, document);
      }
    }
    return List.copyOf(documents);
  }

  /**
   * The catalogue's films with the corrections: a film known by its id or its text gets the right
   * tags, and texts that are not in the catalogue come behind. Without this, a corrected text would
   * contradict its film, and cleaning would drop both.
   */
  public static List<Document> correct(List<Document> films, List<Flag> accepted) {
    List<Document> labelled = documents(accepted);
    Map<String, Document> byId = new HashMap<>();
    Map<String, Document> byText = new HashMap<>();
    labelled.forEach(
        document -> {
          byId.put(document.id(), document);
          byText.put(document.text(), document);
        });
    Set<String> used = new HashSet<>();
    List<Document> corrected = new ArrayList<>();
    for (Document film : films) {
      Document correction = byId.getOrDefault(film.id(), byText.get(film.text()));
      if (correction == null) {
        corrected.add(film);
      } else {
        used.add(correction.id());
        corrected.add(new Document(film.id(), film.title(), film.text(), correction.tags()));
      }
    }
    labelled.stream().filter(document -> !used.contains(document.id())).forEach(corrected::add);
    return corrected;
  }
}
