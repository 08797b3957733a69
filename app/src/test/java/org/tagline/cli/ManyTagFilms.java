package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes invented films with several tags each and known errors: some films about the sea lack its
 * tag, some have a tag that does not fit their text, "humor" mostly occurs together with "comedy",
 * "war" never with "dance", and "noise" is random.
 */
public final class ManyTagFilms {
  public static final int FILMS = 400;

  private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

  static {
    SENTENCES.put("paranormal", "A ghost haunts the old house.");
    SENTENCES.put("dramatic", "The judge listens in court.");
    SENTENCES.put("comedy", "A clown slips on a banana peel.");
    SENTENCES.put("cult", "Skaters race on welded iron plates.");
    SENTENCES.put("western", "The sheriff rides across the desert.");
    SENTENCES.put("space", "A rocket circles the red planet.");
    SENTENCES.put("war", "Soldiers dig trenches under cannon fire.");
    SENTENCES.put("romantic", "Two lovers write letters all summer.");
    SENTENCES.put("sea", "The captain steers his ship through waves.");
    SENTENCES.put("heist", "Thieves drill into the bank vault.");
    SENTENCES.put("dance", "The ballerina rehearses before the premiere.");
    SENTENCES.put("winter", "Snow buries the mountain cabin.");
  }

  private ManyTagFilms() {}

  /** Returns whether a film is about the sea and lacks the tag. */
  public static boolean lacksSea(String title) {
    return title.endsWith(" adrift");
  }

  /** Returns whether a film is tagged "winter" and is not about it. */
  public static boolean surplusWinter(String title) {
    return title.endsWith(" in July");
  }

  public static Path write(Path file) throws IOException {
    Random random = new Random(5);
    List<String> names = List.copyOf(SENTENCES.keySet());
    StringBuilder csv = new StringBuilder(",Title,Synopsis,Tag\n");
    for (int i = 0; i < FILMS; i++) {
      Set<String> themes = new LinkedHashSet<>();
      int wanted = 1 + random.nextInt(3);
      while (themes.size() < wanted) {
        themes.add(names.get(random.nextInt(names.size())));
      }
      if (themes.contains("war")) {
        themes.remove("dance");
      }
      String title = "Film " + i;
      List<String> tags = new ArrayList<>(themes);
      if (themes.contains("comedy") && random.nextInt(10) < 8) {
        tags.add("humor");
      }
      if (random.nextInt(4) == 0) {
        tags.add("noise");
      }
      if (themes.contains("sea") && themes.size() > 1 && i % 4 == 1) {
        tags.remove("sea");
        title += " adrift";
      } else if (!themes.contains("winter") && i % 40 == 3) {
        tags.add("winter");
        title += " in July";
      }
      StringBuilder text = new StringBuilder("Night %d in the town.".formatted(i));
      themes.forEach(theme -> text.append(' ').append(SENTENCES.get(theme)));
      csv.append("%d,%s,%s,\"%s\"%n".formatted(i, title, text, String.join(", ", tags)));
    }
    return Files.writeString(file, csv);
  }
}
