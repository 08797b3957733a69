package org.tagline.audit;

import java.util.List;
import org.tagline.dataset.Parts.Part;

/**
 * A film, what people say of it and what a tagger says.
 *
 * @param id of the film in its catalogue
 * @param tags people's, all of them
 * @param predicted the tags that the tagger gives
 * @param probabilities {@code [tags]}, in the order of the tagger's tags; not copied
 * @param part the film had in the making of the tagger
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied it would be large
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
