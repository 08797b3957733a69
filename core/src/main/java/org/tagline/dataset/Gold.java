package org.tagline.dataset;

import java.util.List;

/** People's tags as the metrics want them. */
final class Gold {

  private Gold() {}

  /** The one tag of each document. */
  static int[] single(List<Document> documents, TagSet tags) {
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
  static boolean[][] multi(List<Document> documents, TagSet tags) {
    boolean[][] gold = new boolean[documents.size()][tags.size()];
    for (int i = 0; i < gold.length; i++) {
      for (String tag : documents.get(i).tags()) {
        if (tags.contains(tag)) {
          gold[i][tags.indexOf(tag)] = true;
        }
      }
    }
    return gold;
  }
}
