package org.tagline.dataset;

import java.util.List;

/** People's tags as the metrics want them. */
public final class Labels {

  private Labels() {}

  /** The one tag of each document. */
  public static int[] single(List<Document> documents, TagSet tags) {
    return documents.stream()
        .mapToInt(
            document -> {
              if (document.tags().size() != 1) {
                throw new IllegalArgumentException(
                    "film " + document.id() + " needs exactly one tag, not " + document.tags());
              }
              return tags.indexOf(document.tags().get(0));
            })
        .toArray();
  }

  /** {@code [documents, tags]}; tags that the tagger does not know are left out. */
  public static boolean[][] multi(List<Document> documents, TagSet tags) {
    boolean[][] labels = new boolean[documents.size()][tags.size()];
    for (int i = 0; i < labels.length; i++) {
      for (String tag : documents.get(i).tags()) {
        if (tags.contains(tag)) {
          labels[i][tags.indexOf(tag)] = true;
        }
      }
    }
    return labels;
  }
}
