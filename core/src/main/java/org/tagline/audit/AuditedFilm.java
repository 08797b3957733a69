package org.tagline.audit;

import java.util.List;
import org.tagline.dataset.Parts.Part;

/**
 * A film with its tags and the prediction of a tagger.
 *
 * @param id id of the film in its catalogue
 * @param title title of the film
 * @param tags all tags that people gave
 * @param predicted tags that the tagger predicts
 * @param probabilities {@code [tags]} in the order of the tagger's tags; not copied
 * @param part part of the tagger's split that the film belongs to
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
public record AuditedFilm(
    String id,
    String title,
    List<String> tags,
    List<String> predicted,
    float[] probabilities,
    Part part) {

  public AuditedFilm {
    tags = List.copyOf(tags);
    predicted = List.copyOf(predicted);
  }
}
